package org.updraft.jobtools.check;

import java.util.Locale;

/** Everything that can be found wrong with a job before it is submitted; the name is what stands in brackets behind a finding. */
public enum Rule {
    SYNTAX("the file is not what condor_submit reads"),
    UNKNOWN_COMMAND("a command that HTCondor does not know, spelled nearly like one that it does"),
    DENIED("the site does not let users write this command"),
    NOT_KNOWN("part of the file comes from a command that was not run"),
    JOB_AD("condor_submit would refuse a value"),
    QUEUE("no job, or too many, would be queued"),
    UNIVERSE("a universe whose jobs Updraft's workers cannot run"),
    EXECUTABLE_MISSING("the executable is not there"),
    EXECUTABLE_UNREADABLE("the executable may not be read by you"),
    EXECUTABLE_NOT_RUNNABLE("the executable is neither a program nor a script that says what runs it"),
    EXECUTABLE_CRLF("the script has line ends of Windows"),
    INPUT_MISSING("a file that the job takes along is not there or not readable"),
    OUTPUT_UNWRITABLE("a file that the job brings back cannot be written"),
    REFUSES_RETIREMENT("the job would be killed where others may finish"),
    VM_ATTRIBUTE("an attribute about the worker that the service cannot read"),
    NO_IMAGE("the job names no image, so no worker is booted for it"),
    ALWAYS_TRUE("a condition on VMType that compares the job with itself"),
    REQUIREMENTS("the worker that the job would get does not meet its Requirements"),
    TOO_BIG("the job asks for more than its flavor has"),
    IMAGE_TOO_BIG("the image needs a bigger flavor"),
    QUOTA("the flavor does not fit the quota even when nothing else runs"),
    UNKNOWN_NAME("no image or flavor of that name, or several"),
    CERTIFICATE("the certificate is missing, unreadable, or ends too soon"),
    CLOUD_CONFIG("the cloud-config is none, or cloud-init would refuse it"),
    SECRET("a password or token that everybody could read in the queue");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** Such as {@code executable-missing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In a few words, for lists of all rules. */
    public String meaning() {
        return meaning;
    }
}
