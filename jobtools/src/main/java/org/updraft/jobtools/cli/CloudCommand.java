package org.updraft.jobtools.cli;

import java.util.concurrent.Callable;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.NoSuchName;
import org.updraft.openstack.CloudException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a cloud something, and says on stderr what went wrong. */
abstract class CloudCommand implements Callable<Integer> {

    static final String EXIT_CODES =
            "Exit codes: 0 done; 1 no such name, or several; 2 usage; 3 the cloud does not answer or refuses.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    CloudOptions clouds = new CloudOptions();

    @Option(names = "--json", description = "print the answer as JSON")
    boolean json;

    /** Says what it found on stdout. */
    abstract void run(Here here) throws Hindrance, CloudException, NoSuchName;

    @Override
    public Integer call() {
        return call(Here.ofProcess());
    }

    int call(Here here) {
        try {
            run(here);
            here.out().flush();
            return Codes.OK;
        } catch (Hindrance e) {
            return complain(here, String.valueOf(e.getMessage()), e.code());
        } catch (NoSuchName e) {
            int code = complain(here, String.valueOf(e.getMessage()), Codes.FINDINGS);
            e.candidates().forEach(candidate -> here.err().println("  " + candidate));
            return code;
        } catch (CloudException e) {
            return complain(here, e.getMessage(), Codes.OUTSIDE);
        }
    }

    private int complain(Here here, String words, int code) {
        here.err().println("updraft " + spec.qualifiedName().replaceFirst("^updraft ", "") + ": " + words);
        return code;
    }
}
