package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import java.util.Random;

/** Makes expressions that parse, of all operators and functions whose results do not depend on when and where they are evaluated. */
final class RandomExpressions {

    private static final List<String> LEAVES = List.of(
            "0",
            "1",
            "2",
            "3",
            "-1",
            "- 2",
            "7",
            "64",
            "-64",
            "9223372036854775807",
            "-9223372036854775808",
            "0.0",
            "-0.5",
            "1.5",
            "2.0",
            "1e10",
            "1e-5",
            "3.25e300",
            "-1e308",
            "real(\"INF\")",
            "true",
            "false",
            "TRUE",
            "undefined",
            "UNDEFINED",
            "error",
            "\"\"",
            "\"a\"",
            "\"A\"",
            "\"abc\"",
            "\"Text\"",
            "\"a, b,c\"",
            "\"1,2,3\"",
            "\"1.5\"",
            "\"12\"",
            "\"x y\"",
            "\"a=b\"",
            "\"a@b\"",
            "\"q\\\"\\\\n\\n\"",
            "\"\\303\\251\"",
            "\"8.9\"",
            "\"8.10\"",
            "\"i\"",
            "\"b+\"",
            "\"^a\"",
            "\",\"",
            "\"A + 1\"",
            "A",
            "B",
            "S",
            "T",
            "U",
            "E",
            "L",
            "N",
            "Dep",
            "Memory",
            "OnTarget",
            "OnlyT",
            "Nope",
            "MY.A",
            "MY.Memory",
            "MY.OnlyT",
            "TARGET.Memory",
            "TARGET.S",
            "TARGET.Back",
            "TARGET.Near",
            "target.A",
            "'A'",
            "'no such'",
            "N.x",
            "N.y",
            "N.A",
            "Ads",
            "L[0]",
            "L[2]",
            "N[\"x\"]",
            "{}",
            "{ 1, 2.5, A }",
            "{ \"a\", \"b\", \"abc\" }",
            "{ undefined, 3 }",
            "{ true, 1 }",
            "[ a = 1; b = a + 1 ]",
            "[]",
            "[ x = A; A = 5 ].x",
            "absTime(\"2020-01-31T10:20:30+01:00\")",
            "absTime(5)",
            "relTime(90061)",
            "relTime(-5)");

    private static final List<String> BINARY = List.of(
            "||", "&&", "|", "^", "&", "==", "!=", "=?=", "=!=", "is", "isnt", "<", "<=", ">", ">=", "<<", ">>", ">>>",
            "+", "-", "*", "/", "%");

    private static final List<String> FUNCTIONS = List.of(
            "isUndefined",
            "isError",
            "isString",
            "isInteger",
            "isReal",
            "isBoolean",
            "isList",
            "isClassAd",
            "isAbstime",
            "isReltime",
            "int",
            "real",
            "string",
            "bool",
            "ifThenElse",
            "floor",
            "ceiling",
            "round",
            "pow",
            "quantize",
            "size",
            "sum",
            "avg",
            "min",
            "max",
            "member",
            "identicalMember",
            "anyCompare",
            "allCompare",
            "strcat",
            "join",
            "substr",
            "strcmp",
            "stricmp",
            "toUpper",
            "toLower",
            "split",
            "splitUserName",
            "splitSlotName",
            "versioncmp",
            "versionGT",
            "versionGE",
            "versionLT",
            "versionLE",
            "versionEQ",
            "version_in_range",
            "stringListSize",
            "stringListSum",
            "stringListAvg",
            "stringListMin",
            "stringListMax",
            "stringListMember",
            "stringListIMember",
            "stringListsIntersect",
            "stringListSubsetMatch",
            "stringListISubsetMatch",
            "stringList_regexpMember",
            "regexp",
            "regexpMember",
            "regexps",
            "replace",
            "replaceAll",
            "interval",
            "formatTime",
            "getYear",
            "getDays",
            "getHours",
            "absTime",
            "relTime",
            "envV1ToV2",
            "mergeEnvironment",
            "listToArgs",
            "argsToList",
            "evalInEachContext",
            "countMatches",
            "debug",
            "noSuchFunction",
            "userMap");

    private static final List<String> COMPARISONS =
            List.of("\"<\"", "\"<=\"", "\"==\"", "\"!=\"", "\">=\"", "\">\"", "\"is\"", "\"isnt\"");

    private static final List<String> CONTEXTS =
            List.of("{ [ A = 5 ], [ B = A ] }", "Ads", "{ [ x = 3 ], undefined }", "{}", "U");

    private final Random random;

    RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        return expression(1 + random.nextInt(4));
    }

    private String expression(int depth) {
        if (depth == 0) {
            return any(LEAVES);
        }
        return switch (random.nextInt(14)) {
            case 0 -> any(List.of("!", "-", "~", "+", "! ", "- ")) + operand(depth);
            case 1 -> "(" + expression(depth - 1) + ")";
            case 2 -> expression(depth - 1) + " ? " + expression(depth - 1) + " : " + expression(depth - 1);
            case 3 -> expression(depth - 1) + "?:" + expression(depth - 1);
            case 4, 5, 6 -> call(depth);
            case 7 -> "(" + expression(depth - 1) + ")" + any(List.of("[0]", "[1]", ".x", ".A", "[\"x\"]", "[A]"));
            default -> {
                String space = any(List.of(" ", " ", ""));
                String operator = any(BINARY);
                String around = Character.isLetter(operator.charAt(0)) ? " " : space;
                yield operand(depth) + around + operator + around + operand(depth);
            }
        };
    }

    /** Without a minus in front, which would make a number negative or comments of two. */
    private String operand(int depth) {
        String operand = expression(depth - 1);
        return "-+!~".indexOf(operand.charAt(0)) >= 0 || random.nextInt(3) == 0 ? "(" + operand + ")" : operand;
    }

    private String call(int depth) {
        String name = any(FUNCTIONS);
        StringBuilder call = new StringBuilder(name).append('(');
        int count = name.endsWith("Compare") ? 3 : 1 + random.nextInt(3);
        for (int at = 0; at < count; at++) {
            call.append(at == 0 ? "" : ",");
            if (at == 0 && name.endsWith("Compare")) {
                call.append(any(COMPARISONS));
            } else if (at == 1 && name.equals("evalInEachContext")) {
                call.append(any(CONTEXTS));
            } else {
                String argument = expression(depth - 1);
                // what HTCondor takes for literals is tried by the tables
                call.append(argument.startsWith("\"") && name.endsWith("Time") ? "(" + argument + ")" : argument);
            }
        }
        return call.append(')').toString();
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
