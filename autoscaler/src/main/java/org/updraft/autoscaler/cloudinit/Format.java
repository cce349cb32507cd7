package org.updraft.autoscaler.cloudinit;

import java.util.Arrays;
import java.util.Optional;

/** How a value is written in a file, by the file's extension, so that it stays one value there whatever is in it. */
enum Format {
    /**
     * HTCondor's configuration, in double quotes or bare. Its strings are old ClassAds: only the quote is escaped, and a
     * backslash stands for itself unless a quote follows it (seen on 23.9.6).
     */
    CONDOR(".condor") {
        @Override
        String escape(String value) {
            return value.replace("\"", "\\\"").replace("$", "$(DOLLAR)");
        }

        @Override
        Optional<String> unfit(String value) {
            if (value.contains("\\\"") || value.endsWith("\\")) {
                return Optional.of("a backslash at its end or before a quote can not be written there");
            }
            // "$(DOLLAR)$(DOLLAR)" comes out as "$$(DOLLAR)", a macro that HTCondor keeps for the job's start
            if (value.contains("$$")) {
                return Optional.of("two dollars in a row can not be written there");
            }
            return noControls(value);
        }
    },

    /** A POSIX shell script, where a variable stands bare; {@link Templates} refuses one between quotes. */
    SHELL(".sh") {
        @Override
        String escape(String value) {
            return "'" + value.replace("'", "'\\''") + "'";
        }

        @Override
        Optional<String> unfit(String value) {
            return noControls(value);
        }
    },

    /** YAML, where a variable stands bare: a JSON string in ASCII is a YAML scalar too. Holds every text. */
    YAML(".yaml") {
        @Override
        String escape(String value) {
            var json = new StringBuilder(value.length() + 2).append('"');
            value.chars().forEach(c -> {
                if (c == '"' || c == '\\') {
                    json.append('\\').append((char) c);
                } else if (c >= ' ' && c < 127) {
                    json.append((char) c);
                } else {
                    json.append("\\u%04x".formatted(c));
                }
            });
            return json.append('"').toString();
        }

        @Override
        Optional<String> unfit(String value) {
            return Optional.empty();
        }
    };

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    static Optional<Format> of(String fileName) {
        return Arrays.stream(values())
                .filter(format -> fileName.endsWith(format.extension))
                .findFirst();
    }

    abstract String escape(String value);

    /** Why this format can not hold the value; empty if it can. */
    abstract Optional<String> unfit(String value);

    final String escapeOrRefuse(String value) {
        unfit(value).ifPresent(why -> {
            throw new IllegalArgumentException(
                    "a *" + extension + " template can not hold the value " + Printable.of(value) + ": " + why);
        });
        return escape(value);
    }

    private static Optional<String> noControls(String value) {
        boolean bad = value.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || Character.getType(c) == Character.SURROGATE);
        return bad ? Optional.of("it has control characters, line ends or half a surrogate pair") : Optional.empty();
    }
}
