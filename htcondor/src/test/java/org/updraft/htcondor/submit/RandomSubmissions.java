package org.updraft.htcondor.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Submit files that nobody would write, from a seed: all statements, nested and mixed, most of them right and some slightly broken.
 * What they come to shows in the attributes T1 to T9 and in the arguments. They ask for the files of resources/submit/queue only,
 * and choose nothing at random themselves.
 */
final class RandomSubmissions {

    private static final String[] MACROS = {"a", "b", "list", "n", "m", "path", "x", "q.r"};
    private static final String[] FILES = {"inc.txt", "inc2.txt", "./inc.txt", "nosuch.txt", "data/one.dat"};

    private final Random random;
    private int depth;
    private boolean slightlyBroken;

    RandomSubmissions(long seed) {
        random = new Random(seed);
    }

    String next() {
        slightlyBroken = random.nextInt(4) == 0;
        List<String> lines = new ArrayList<>();
        if (random.nextInt(30) != 0) {
            lines.add("executable = /bin/" + pick("ls", "cat"));
        }
        lines.add("a = " + word());
        lines.add("n = " + number());
        lines.add("list = " + words(", "));
        lines.add("path = " + pick("/u/v/w.x.y", "v/w.txt", "w", "../.hidden", "u/", "C:\\u\\v.bat", "/"));
        int queues = random.nextInt(12) == 0 ? 2 : random.nextInt(40) == 0 ? 0 : 1;
        for (int i = 0; i < queues; i++) {
            statements(lines, 1 + random.nextInt(8));
            queue(lines);
        }
        if (random.nextInt(6) == 0) {
            statements(lines, 2);
        }
        return joined(lines);
    }

    private String joined(List<String> lines) {
        String end = random.nextInt(10) == 0 ? "\r\n" : "\n";
        String text = String.join(end, lines).replace("\n", end).replace("\r\r", "\r");
        return (random.nextInt(200) == 0 ? "\ufeff" : "") + text + (random.nextInt(5) == 0 ? "" : end);
    }

    private void statements(List<String> lines, int count) {
        for (int i = 0; i < count; i++) {
            statement(lines);
        }
    }

    private void statement(List<String> lines) {
        if (slightlyBroken && random.nextInt(8) == 0) {
            lines.add(broken());
            return;
        }
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> lines.add(pick(MACROS) + equals() + value());
            case 4 -> selfReference(lines);
            case 5, 6, 7, 8, 9, 10, 11 ->
                lines.add(pick("+", "MY.", "my.", "+") + pick("T", "t") + digit() + equals() + expression());
            case 12, 13 -> lines.add(pick("arguments", "Arguments", "ARGUMENTS") + equals() + "v" + value());
            case 14 -> lines.add(pick("", "  ", "# a comment", "#", "  # and \\", "\t"));
            case 15, 16, 17 -> branch(lines);
            case 18 -> lines.add(include());
            case 19 -> heredoc(lines);
            case 20 -> lines.add(continued());
            default ->
                lines.add(pick(
                        "warning : look at $(a)",
                        "executable = /bin/" + pick("ls", "cat", "sh"),
                        "universe = vanilla",
                        "use template:nosuch",
                        "include command : echo foo=bar",
                        "$(x) = 3",
                        "m$(n) = 4",
                        "error : $(a)"));
        }
    }

    private void selfReference(List<String> lines) {
        String name = pick(MACROS);
        lines.add(name
                + equals()
                + pick(
                        "$(" + name + ") more",
                        "$(" + upper(name) + ":none)/" + word(),
                        "x$(" + name + ")$(" + name + ")",
                        "$Fn(" + name + ")",
                        "$(nosuch:$(" + name + "))",
                        "$(" + name + ":$(b))"));
    }

    private void branch(List<String> lines) {
        if (depth > 3) {
            return;
        }
        depth++;
        lines.add(pick("if ", "IF ", "  if ", "if\t") + condition());
        statements(lines, random.nextInt(4));
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.add(pick("elif ", "Elif ") + condition());
            statements(lines, random.nextInt(3));
        }
        if (random.nextBoolean()) {
            lines.add(pick("else", " ELSE", "else "));
            statements(lines, 1 + random.nextInt(2));
        }
        if (random.nextInt(15) == 0) {
            queue(lines);
        }
        if (!slightlyBroken || random.nextInt(6) != 0) {
            lines.add(pick("endif", "EndIf", "  endif"));
        }
        depth--;
    }

    private String condition() {
        if (slightlyBroken && random.nextInt(5) == 0) {
            return pick(
                    "",
                    "a b",
                    "$(n) == 1",
                    "true && true",
                    "defined a b",
                    "version",
                    "! version > 3",
                    "!!true",
                    "(true)",
                    "\"true\"",
                    "version 23",
                    "1 2",
                    "0x10",
                    "1.",
                    ".5",
                    "1e",
                    "-",
                    "tru",
                    "defined $(list)",
                    "defined a-b",
                    "$(nosuch)",
                    "! ");
        }
        return pick("", "", "!", "! ")
                + pick(
                        "true",
                        "False",
                        "yes",
                        "no",
                        "t",
                        "0",
                        "1",
                        "0.0",
                        "-2",
                        "1e3",
                        "$(n)",
                        "$(nosuch:0)",
                        "$(nosuch:true)",
                        "defined " + pick(MACROS),
                        "defined $(a)",
                        "defined nosuch",
                        "Defined Process",
                        "defined ARCH",
                        "defined MY.T1",
                        "defined $(nosuch)",
                        "defined Item",
                        "defined 7",
                        "defined true");
    }

    private String include() {
        return pick("include : ", "include: ", "Include ifexist : ", "include : ")
                + (slightlyBroken ? pick(FILES) : pick("inc.txt", "./inc.txt"));
    }

    private void heredoc(List<String> lines) {
        String tag = pick("end", "E", "x_1");
        lines.add(pick(pick(MACROS), "MY.T" + digit()) + pick(" @=", " @= ", "\t@=") + tag);
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(pick(
                    value(), "  " + value(), "# no comment", "", "a = b", "\"" + word() + "\"", word() + " \\\nb"));
        }
        lines.add(
                slightlyBroken && random.nextInt(3) == 0 ? pick("@" + tag + "x", "end", "@" + upper(tag)) : "@" + tag);
    }

    private String continued() {
        return pick("+T", "MY.T") + digit() + " = \"" + word()
                + pick(" \\\n", "\\\n", " \\\n# comment \\\n", " \\\n\n", "\\\n  # c\n", "\\ \n") + value() + "\"";
    }

    private String expression() {
        return switch (random.nextInt(6)) {
            case 0 -> pick("$(n)", "$INT(n)", "1 + $(n)", "$(Process)", "true", "a.b", "$EVAL(n)", "$(nosuch:3)");
            case 1 -> value();
            default -> "\"" + value() + "\"";
        };
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            value.append(piece()).append(pick("", "", " ", "|", ",", "."));
        }
        return value.toString().strip();
    }

    private String piece() {
        if (slightlyBroken && random.nextInt(6) == 0) {
            return pick(
                    "$(",
                    "$(a",
                    "$()",
                    "$",
                    "$$",
                    "$$(",
                    "$(a b)",
                    "$( a )",
                    "$(a-b)",
                    "$F(",
                    "$F(a",
                    "$INT(a)",
                    "$INT()",
                    "$CHOICE(a)",
                    "$SUBSTR(a)",
                    "$SUBSTR(a,x)",
                    "$REAL(list)",
                    "$RANDOM_INTEGER(3)",
                    "$RANDOM_CHOICE()",
                    "$NOSUCH(a)",
                    "$ENV()",
                    "$ENV",
                    "$ENV(a b)",
                    "$int(n)",
                    "$Fz(path)",
                    "$STRING(a,%d)",
                    "$INT(n,%s)",
                    "$(a:$(b)",
                    "$(:x)",
                    "$(a::b)",
                    "$(a:)",
                    "$EVAL(",
                    "$EVAL(a b)",
                    "\"",
                    "'",
                    "\\",
                    "$(+T1)",
                    "$(a?b)",
                    "$(a#b)",
                    "$(DOLLAR",
                    "$DIRNAME()",
                    "$BASENAME(path,)",
                    "$INT(n,%d %d)",
                    "$CHOICE(n)",
                    "$CHOICE(,a)");
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> word();
            case 2, 3 ->
                "$("
                        + pick(
                                pick(MACROS),
                                upper(pick(MACROS)),
                                "Process",
                                "ProcId",
                                "Cluster",
                                "Step",
                                "Row",
                                "Item",
                                "ItemIndex",
                                "nosuch",
                                "fromtest",
                                "DOLLAR",
                                "MY.T" + digit(),
                                "a$(n)",
                                "m$(nosuch)",
                                "IsLinux",
                                "ARCH",
                                "ClusterId",
                                "JobId",
                                "arguments")
                        + ")";
            case 4 ->
                "$(" + pick(pick(MACROS), "nosuch", "Item", "Process") + ":"
                        + pick("", "x", "$(a)", "(y)", "a b", "$(nosuch:z)", "$ENV(FOO)", "$Fx(path)", "$$(v)") + ")";
            case 5 -> pick("$$(Arch)", "$$(Arch:none)", "$$([ $(n) + 1 ])", "$$($(a))", "$(DOLLAR)(a)");
            case 6 ->
                pick(
                        "$ENV(FOO)",
                        "$ENV(NOSUCH)",
                        "$ENV(NOSUCH:d)",
                        "$ENV(FOO:d)",
                        "$ENV($(nosuch:FOO))",
                        "$ENV(NOSUCH:$(a))");
            case 7 -> function();
            default -> pick("$F", "$F", "$F", "$") + filePart();
        };
    }

    private String filePart() {
        StringBuilder flags = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            flags.append(pick("f", "p", "d", "n", "x", "b", "q", "w", "u", "a"));
        }
        return pick(
                        flags + "(path)",
                        flags + "(path)",
                        flags + "(a)",
                        flags + "(nosuch)",
                        flags + "(u/v.w)",
                        flags + "(/u/v.w.x)")
                .replaceAll("^\\(", "n(");
    }

    private String function() {
        return pick(
                "$INT(n)",
                "$INT(n,%0" + digit() + "d)",
                "$INT(n,%x)",
                "$INT(n,<%-4d>)",
                "$INT(3)",
                "$INT(1+2)",
                "$INT(n*2)",
                "$INT(Process,%03d)",
                "$REAL(n)",
                "$REAL(n,%." + digit() + "f)",
                "$REAL(1.5)",
                "$REAL(n,%e)",
                "$REAL(n,%g)",
                "$REAL(1/3.0)",
                "$REAL(2e20)",
                "$STRING(a)",
                "$STRING(a,%" + digit() + "s)",
                "$STRING(a,%-6s|)",
                "$STRING(list)",
                "$STRING(nosuch)",
                "$STRING(n)",
                "$SUBSTR(a," + small() + ")",
                "$SUBSTR(list," + small() + "," + small() + ")",
                "$SUBSTR(path,n)",
                "$SUBSTR(nosuch,1)",
                "$CHOICE(0," + words(",") + ")",
                "$CHOICE(1,b,c,d)",
                "$CHOICE(0,list)",
                "$EVAL(n)",
                "$EVAL(1+2)",
                "$EVAL(n+1)",
                "$EVAL(strcat(1,2))",
                "$EVAL(2.5)",
                "$EVAL(nosuch)",
                "$EVAL(true)",
                "$RANDOM_CHOICE(y)",
                "$RANDOM_CHOICE(y,y)",
                "$RANDOM_INTEGER(4,4)",
                "$RANDOM_INTEGER(-3,-3,1)",
                "$DIRNAME(path)",
                "$BASENAME(path)",
                "$BASENAME(/u/v.w)");
    }

    private void queue(List<String> lines) {
        String word = pick("queue", "Queue", "QUEUE", "  queue");
        if (slightlyBroken && random.nextInt(4) == 0) {
            lines.add(word + " "
                    + pick(
                            "-1",
                            "x",
                            "1 2",
                            "a in",
                            "in",
                            "a from nosuch.txt",
                            "a from (",
                            "a,b matching",
                            "a in [x] (a b)",
                            "a in (a b",
                            "2 a from",
                            "1.5",
                            "$(nosuch)",
                            "\"2\"",
                            "true",
                            "2 in in (in)",
                            "a-b in (c)",
                            "from",
                            "a in [0:3:0] (a b c)",
                            "a in [1:2:3:4] (a b)",
                            "in (a) b",
                            "a in [::-1] (a b c)",
                            "a matching files dirs *",
                            "(2)",
                            "2)",
                            "$(n",
                            "n from (a) x",
                            "a in )",
                            "matching files",
                            "2 3 in (a b)",
                            "+1",
                            "0x2",
                            "2,3",
                            "a b c"));
            return;
        }
        String count =
                pick("", "", "", "1", "2", "3", "0", "$(n)", "1+1", "(2)", "$INT(n)", "2*2", "$(nosuch:2)", "int(2.5)");
        String variables =
                pick("", "a", "x", "a,x", "a x", "x, list ,b", "Item", "x,x", "a,b,list,x", "T1", "MY.T2", "n");
        String slice = random.nextInt(4) == 0
                ? "["
                        + pick(
                                small() + ":",
                                ":" + small(),
                                small() + ":" + small(),
                                "::2",
                                "1::2",
                                small(),
                                ":",
                                "-2:",
                                " 1 : 3 ")
                        + "]"
                : "";
        String head = word + " " + count + " " + variables + " ";
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> lines.add(word + " " + count);
            case 4 ->
                lines.add(head + pick("in ", "IN ") + slice + pick(" ", "") + "(" + words(pick(" ", ", ", ",")) + ")");
            case 5 -> {
                lines.add(head + pick("in", "from") + " " + slice + pick("(", "( ", "( " + words(" ")));
                for (int i = random.nextInt(4); i > 0; i--) {
                    lines.add(pick("", "  ")
                            + pick(
                                    words(pick(" ", ", ", ",")),
                                    "",
                                    "# no item",
                                    value(),
                                    "a\tb,c",
                                    "x,,y",
                                    ", z",
                                    "'u v' w",
                                    "q \\"));
                }
                lines.add(pick(")", " )", ") "));
            }
            case 6 ->
                lines.add(head + "from " + slice + " "
                        + pick("inc2.txt", "data/three.txt", "seq 3 |", "inc.txt", "./inc2.txt", "data/one.dat"));
            case 7 ->
                lines.add(head + "matching " + pick("", "files ", "dirs ", "any ", "FILES ") + slice + " "
                        + pick(
                                "data/*.dat",
                                "data/t*",
                                "(data/*.dat inc*.txt)",
                                "data/[ot]*",
                                "*.nosuch",
                                "data/?ne.dat",
                                "data/sub.dat/*",
                                "inc.txt, data/*"));
            default -> lines.add(head + "in " + slice + " " + words(" "));
        }
    }

    private String broken() {
        return pick(
                "garbage",
                "a b = c",
                "= 3",
                "+ = 4",
                "+T1",
                "endif",
                "else",
                "elif true",
                "include inc.txt",
                "include : ",
                "a : b",
                "queue2",
                "a-b = c",
                "@end",
                "use",
                "use nosuch",
                "use template : ",
                "error",
                "a == 2",
                "if",
                "(a) = 3",
                "\"a\" = 3",
                "+T-1 = 3",
                "MY. = 3",
                "MY.T1 3",
                "a @= ",
                "include ifexist : nosuch.txt",
                "include : inc.txt |",
                "include from : inc.txt",
                "[section]",
                "a\\",
                "\\",
                "*",
                "a += 3",
                "a: 3",
                "$(a)",
                "+T1 = 3 4",
                "+T1 = \"a",
                "+T1 = (",
                "+T1 = ",
                "T1 = 5",
                "a =",
                "x.y.z = 3",
                ".a = 3",
                "9 = 3",
                "a@ = 3",
                "if true = 3",
                "queue = 2",
                "queue: 2");
    }

    private String equals() {
        return pick(" = ", "=", "= ", " =", "\t=\t", " = ");
    }

    private String word() {
        return pick(
                "a", "bb", "c-d", "e_f", "g h", "1", "2.5", "i/j", "été", "k:l", "(m)", "n=o", "p#q", "r  s", "a\tb");
    }

    private String words(String separator) {
        StringBuilder words = new StringBuilder(pick("one", "b"));
        for (int i = random.nextInt(4); i > 0; i--) {
            words.append(separator).append(pick("two", "c.d", "3", "e-f", "b", "$(a)", "$(nosuch)"));
        }
        return words.toString();
    }

    private String number() {
        return pick("0", "1", "2", "3", "12", "2.5", "-1", "1+1", "true", "a", " 2 ", "1", "2", "3");
    }

    private String small() {
        return pick("0", "1", "2", "-1", "-2", "5");
    }

    private String digit() {
        return Integer.toString(1 + random.nextInt(9));
    }

    private String upper(String text) {
        return text.toUpperCase(java.util.Locale.ROOT);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
