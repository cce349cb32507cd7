package org.updraft.autoscaler.check;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.Binding;

/** Asks everything outside once, the clouds and the pool side by side, and changes nothing anywhere. */
public final class CheckConfig {

    private final Settings settings;
    private final List<CloudAccess> clouds;
    private final CondorCheck condor;
    private final InstantSource clock;

    public CheckConfig(
            Settings settings,
            List<CloudAccess> clouds,
            CondorPool pool,
            JobQueue queue,
            CondorProbe probe,
            InstantSource clock) {
        this.settings = settings;
        this.clouds = List.copyOf(clouds);
        this.condor = new CondorCheck(settings.pool(), pool, queue, probe, clock.instant());
        this.clock = clock;
    }

    /** @param threads one for each cloud and one more make it as fast as its slowest part */
    public Report run(ExecutorService threads) throws InterruptedException {
        Instant now = clock.instant();
        Future<List<Finding>> ofCondor = threads.submit(condor::findings);
        List<Callable<CloudCheck.Answer>> questions = clouds.stream()
                .map(access -> (Callable<CloudCheck.Answer>) () -> new CloudCheck(access, now).ask())
                .toList();
        List<Finding> findings = new ArrayList<>(new LocalCheck(settings).findings());
        List<CloudCheck.Answer> answers = new ArrayList<>();
        for (Future<CloudCheck.Answer> answer : threads.invokeAll(questions)) {
            answers.add(result(answer));
        }
        findings.addAll(result(ofCondor));
        answers.forEach(answer -> findings.addAll(answer.findings()));
        findings.addAll(twice(answers));
        findings.addAll(new NameCheck(settings, answers).findings());
        return new Report(findings);
    }

    /** Two names for one project would count every server and the quota twice. */
    private static List<Finding> twice(List<CloudCheck.Answer> answers) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            for (CloudCheck.Answer earlier : answers.subList(0, i)) {
                CloudCheck.Answer answer = answers.get(i);
                if (answer.binding().isPresent() && earlier.binding().isPresent()) {
                    Binding binding = earlier.binding().get();
                    if (answer.binding().get().sameAs(binding)) {
                        findings.add(Finding.fail(
                                "cloud " + answer.cloud(),
                                "is the same project as " + earlier.cloud() + " (" + binding.projectName()
                                        + "); keep one of them"));
                    }
                }
            }
        }
        return findings;
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check broke, which is a bug of Updraft: " + e.getCause(), e);
        }
    }
}
