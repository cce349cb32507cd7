package org.updraft.jobtools.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.updraft.htcondor.submit.Submission;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.htcondor.submit.ad.JobAd;
import org.updraft.htcondor.submit.ad.SubmitHost;
import org.updraft.jobtools.job.Computed;
import org.updraft.jobtools.job.PoolPlace;

/** The ads of jobs without HTCondor's help: those of the first procs, each ended by an empty line. */
final class PlannedAds {

    private static final int MOST = 10;

    private PlannedAds() {}

    static String of(String text, String name, Here here) {
        StringBuilder ads = new StringBuilder();
        SubmitHost host = new SubmitHost(here.user(), here.folder().toString(), here.environment(), Map.of());
        Random random = new Random(0);
        Submission submission = new Submission(
                new PoolPlace(here.folder(), here.environment(), here.clock().instant(), Optional.empty(), false),
                new Submission.Options(random, new Computed(here.clock(), random)::of, MOST * MOST, Optional.empty()));
        try {
            submission.run(SubmitFile.parse(name, text.getBytes(StandardCharsets.UTF_8)), proc -> {
                JobAd.of(proc, host)
                        .forEach((attribute, value) -> ads.append(attribute)
                                .append(" = ")
                                .append(value)
                                .append('\n'));
                ads.append('\n');
                return proc.number() + 1 < MOST;
            });
        } catch (SubmitError e) {
            ads.append("# ")
                    .append(e.place())
                    .append(": ")
                    .append(e.getMessage())
                    .append('\n');
        }
        return ads.toString();
    }
}
