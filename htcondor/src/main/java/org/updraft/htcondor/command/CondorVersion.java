package org.updraft.htcondor.command;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of HTCondor. */
public record CondorVersion(int major, int minor, int patch) implements Comparable<CondorVersion> {

    /**
     * Since then the drain's reason is shown in the slots' ads and tokens can be asked for; {@code condor_drain -check} is older
     * (8.0).
     */
    public static final CondorVersion LOWEST = new CondorVersion(9, 0, 0);

    private static final Pattern TEXT = Pattern.compile("\\$CondorVersion: (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})\\b");
    private static final Comparator<CondorVersion> ORDER = Comparator.comparingInt(CondorVersion::major)
            .thenComparingInt(CondorVersion::minor)
            .thenComparingInt(CondorVersion::patch);

    /** Finds {@code $CondorVersion: 23.9.6 …} in a text. */
    public static Optional<CondorVersion> parse(String text) {
        Matcher found = TEXT.matcher(text);
        return found.find()
                ? Optional.of(new CondorVersion(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3))))
                : Optional.empty();
    }

    public boolean isSupported() {
        return compareTo(LOWEST) >= 0;
    }

    @Override
    public int compareTo(CondorVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
