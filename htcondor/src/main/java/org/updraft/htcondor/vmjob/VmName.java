package org.updraft.htcondor.vmjob;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may stand in a VM attribute. Everybody who may submit jobs writes them, and they end in configuration files, logs and
 * requests: so each kind has a list of what is allowed, and all else is refused, control characters, quotes, backslashes,
 * {@code $ ; | & < > * ? ! % ^ ` { }} among it.
 */
public enum VmName {
    /**
     * A VMType, which workers advertise and their configuration repeats: ASCII letters, digits and {@code . _ - : @ + /},
     * classically {@code project:image}. No blank.
     */
    VM_TYPE("[A-Za-z0-9][A-Za-z0-9._:@+/-]*", "letters, digits and . _ - : @ + / only, such as \"project:image\""),

    /**
     * An image, flavor or network of a cloud, by name or id. Names there are free text, so letters and digits of any
     * language, single blanks inside, and {@code . _ - : @ + / ( ) [ ] # = ~} may stand in it. Not a comma, which separates clouds.
     */
    CLOUD_RESOURCE(
            "[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}._:@+/()\\[\\]#=~-]| (?! ))*(?<! )",
            "letters, digits, blanks inside and . _ - : @ + / ( ) [ ] # = ~ only"),

    /** A cloud's name or alias. */
    CLOUD("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", "names of clouds: letters, digits and . _ - only");

    static final int LONGEST = 255;

    private final Pattern allowed;
    private final String words;

    VmName(String allowed, String words) {
        this.allowed = Pattern.compile(allowed);
        this.words = words;
    }

    /** What is wrong with {@code text}, as what to write instead; empty if nothing. */
    public Optional<String> fault(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("write at most %d characters, not %d or more".formatted(LONGEST, text.length()));
        }
        if (text.contains("..") || !allowed.matcher(text).matches()) {
            return Optional.of("use " + words + ", no \"..\"");
        }
        return Optional.empty();
    }
}
