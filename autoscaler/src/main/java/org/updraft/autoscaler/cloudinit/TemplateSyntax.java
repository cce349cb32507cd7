package org.updraft.autoscaler.cloudinit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template may contain beyond text. Mustache could do more, but every more is a way around the escaping. */
final class TemplateSyntax {
    private static final Pattern ANY_TAG = Pattern.compile("\\{\\{");
    private static final Pattern GOOD_TAG = Pattern.compile("\\{\\{(![^}]*|[#^/]?[A-Za-z][A-Za-z0-9.-]*)\\}\\}(?!\\})");

    private TemplateSyntax() {}

    /** @throws TemplateException at the first tag that is not allowed, with its line */
    static void check(String file, String text, Format format) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher tag = ANY_TAG.matcher(line);
            for (int from = 0; tag.find(from); from = tag.end()) {
                String place = file + ", line " + number + ": ";
                if (!GOOD_TAG.matcher(line).region(tag.start(), line.length()).lookingAt()) {
                    throw new TemplateException(
                            place + "only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment}}"
                                    + " are understood after {{; text with braces of its own goes into the VMType's cloud-config");
                }
                if (format == Format.SHELL && isInQuotes(line, tag.start())) {
                    throw new TemplateException(place + "a variable between quotes; write x={{name}}, it brings its own"
                            + " quotes, and use \"$x\" from there");
                }
            }
        }
    }

    /** A variable brings single quotes; between double quotes these would protect nothing. */
    private static boolean isInQuotes(String line, int end) {
        boolean single = false;
        boolean twice = false;
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (c == '\\' && !single) {
                i++;
            } else if (c == '\'' && !twice) {
                single = !single;
            } else if (c == '"' && !single) {
                twice = !twice;
            } else if (c == '#' && i == 0) {
                return false;
            }
        }
        return single || twice;
    }
}
