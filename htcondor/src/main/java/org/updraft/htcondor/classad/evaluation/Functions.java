package org.updraft.htcondor.classad.evaluation;

/** All functions of HTCondor 23.9 by name. One that it does not know is an error, as there. */
final class Functions {

    private Functions() {}

    static Value call(Call call) {
        return switch (TextOrder.lower(call.name())) {
            case "isundefined", "iserror", "isstring", "isinteger", "isreal", "isboolean", "islist", "isclassad" ->
                KindFunctions.is(call);
            case "isabstime", "isreltime" -> KindFunctions.is(call);
            case "int" -> KindFunctions.whole(call);
            case "real" -> KindFunctions.real(call);
            case "string" -> KindFunctions.text(call);
            case "bool" -> KindFunctions.truth(call);

            case "ifthenelse" -> ExpressionFunctions.ifThenElse(call);
            case "eval" -> ExpressionFunctions.eval(call);
            case "unparse" -> ExpressionFunctions.unparse(call);
            case "unresolved" -> UnresolvedFunction.unresolved(call);
            case "evalineachcontext" -> ContextFunctions.evalInEachContext(call);
            case "countmatches" -> ContextFunctions.countMatches(call);
            case "debug" -> ExpressionFunctions.debug(call);

            case "floor", "ceil", "ceiling", "round" -> NumberFunctions.round(call);
            case "pow" -> NumberFunctions.pow(call);
            case "quantize" -> QuantizeFunction.quantize(call);
            case "random" -> NumberFunctions.random(call);

            case "size" -> ListFunctions.size(call);
            case "sum", "avg", "min", "max" -> ListFunctions.summary(call);
            case "member", "identicalmember" -> ListFunctions.member(call);
            case "anycompare", "allcompare" -> ListFunctions.compare(call);

            case "strcat" -> TextFunctions.strcat(call);
            case "join" -> TextFunctions.join(call);
            case "substr" -> TextFunctions.substr(call);
            case "strcmp", "stricmp" -> TextFunctions.compare(call);
            case "toupper", "tolower" -> TextFunctions.withCase(call);
            case "split" -> SplitFunctions.split(call);
            case "splitusername", "splitslotname" -> SplitFunctions.splitName(call);

            case "versioncmp", "versiongt", "versionge", "versionlt", "versionle", "versioneq", "version_in_range" ->
                VersionFunctions.compare(call);

            case "stringlistsize",
                    "stringlistsum",
                    "stringlistavg",
                    "stringlistmin",
                    "stringlistmax",
                    "stringlistmember",
                    "stringlistimember",
                    "stringlistsintersect",
                    "stringlistsubsetmatch",
                    "stringlistisubsetmatch",
                    "stringlist_regexpmember" -> StringListFunctions.call(call);

            case "regexp" -> PatternFunctions.regexp(call);
            case "regexpmember" -> PatternFunctions.regexpMember(call);
            case "regexps", "replace", "replaceall" -> PatternFunctions.replace(call);

            case "time" -> TimeFunctions.time(call);
            case "currenttime" -> TimeFunctions.currentTime(call);
            case "timezoneoffset" -> TimeFunctions.timeZoneOffset(call);
            case "daytime" -> TimeFunctions.dayTime(call);
            case "abstime" -> TimeFunctions.absTime(call);
            case "reltime" -> TimeFunctions.relTime(call);
            case "interval" -> TimeFunctions.interval(call);
            case "formattime" -> TimeFunctions.formatTime(call);
            case "getyear", "getmonth", "getdayofyear", "getdayofmonth", "getdayofweek" -> TimeFunctions.ofDate(call);
            case "splittime" -> TimeFunctions.splitTime(call);
            case "getdays", "gethours", "getminutes", "getseconds" -> TimeFunctions.ofDay(call);

            case "envv1tov2" -> EnvironmentFunctions.envV1ToV2(call);
            case "mergeenvironment" -> EnvironmentFunctions.merge(call);
            case "listtoargs" -> ArgumentFunctions.listToArgs(call);
            case "argstolist" -> ArgumentFunctions.argsToList(call);
            case "userhome" -> UserFunctions.userHome(call);
            case "usermap" -> UserFunctions.userMap(call);

            default -> Value.error("there is no function " + call.name());
        };
    }
}
