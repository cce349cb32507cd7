package org.updraft.jobtools.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.updraft.htcondor.submit.NotRun;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.Submission;
import org.updraft.htcondor.submit.SubmitEdit;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.htcondor.submit.ad.SubmitHost;
import org.updraft.jobtools.check.DenialCheck;
import org.updraft.jobtools.check.ExecutableCheck;
import org.updraft.jobtools.check.ExpressionCheck;
import org.updraft.jobtools.check.FilesCheck;
import org.updraft.jobtools.check.Findings;
import org.updraft.jobtools.check.JobAdCheck;
import org.updraft.jobtools.check.ProcCheck;
import org.updraft.jobtools.check.RequestCheck;
import org.updraft.jobtools.check.RetirementCheck;
import org.updraft.jobtools.check.Rule;
import org.updraft.jobtools.check.SecretCheck;
import org.updraft.jobtools.check.Target;
import org.updraft.jobtools.check.TokenCheck;
import org.updraft.jobtools.check.TrapCheck;
import org.updraft.jobtools.check.TypoCheck;
import org.updraft.jobtools.check.UniverseCheck;
import org.updraft.jobtools.check.VmAttributesCheck;
import org.updraft.jobtools.check.WorkerCheck;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteCloud;

/** Reads a submit file as condor_submit would, and looks at what it says and at every job that it queues. */
public final class Examination {

    /** Of so many jobs everything is looked at; what is wrong with the values of later ones is wrong with those of the first too. */
    private static final int ALL_CHECKED = 2_000;

    private static final int OF_FILES = 2;

    private final Site site;
    private final WorkerLookup lookup;
    private final Findings findings = new Findings();
    private final List<String> notDone = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Examination(Site site, WorkerLookup lookup) {
        this.site = site;
        this.lookup = lookup;
    }

    /** @param lookup asked once, with image and flavor as the user or the file names them */
    public static Examined of(JobInput input, Site site, WorkerLookup lookup) {
        return new Examination(site, lookup).examine(input);
    }

    private Examined examine(JobInput input) {
        Optional<SubmitFile> file = parse(input);
        if (file.isEmpty()) {
            return examined(file, List.of(), Optional.empty(), 0);
        }
        NamesInFile names = new NamesInFile();
        Submission first = submission(input);
        first.run(file.get(), names);
        Optional<Target> target = target(input, names, file.get());
        List<ProcCheck> checks = checks(input, target);
        Submission second = submission(input);
        second.run(file.get(), proc -> look(proc, checks));
        second.errors().forEach(this::mistake);
        new DenialCheck(site.policy()).look(second.statements(), findings);
        new TypoCheck().look(second.statements(), findings);
        count(second, file.get());
        return examined(file, second.statements(), target, second.procs());
    }

    private Optional<SubmitFile> parse(JobInput input) {
        try {
            SubmitFile file = SubmitFile.parse(input.name(), input.bytes());
            if (input.lines().isEmpty()) {
                return Optional.of(file);
            }
            String text = new SubmitEdit(file).beforeQueues(input.lines()).text();
            return Optional.of(SubmitFile.parse(input.name(), text.getBytes(StandardCharsets.UTF_8)));
        } catch (SubmitError e) {
            mistake(e);
            return Optional.empty();
        }
    }

    private Submission submission(JobInput input) {
        Computed computed = new Computed(input.clock(), new Random(0));
        Submission submission = new Submission(
                input.outside(), new Submission.Options(new Random(0), computed::of, site.mostJobs(), input.queue()));
        site.policy().presets().forEach(submission::preset);
        return submission;
    }

    private List<ProcCheck> checks(JobInput input, Optional<Target> target) {
        List<ProcCheck> checks = new ArrayList<>();
        // those of files first: they look at all jobs
        checks.add(new ExecutableCheck(
                input.folder(), input.executable().map(path -> input.folder().resolve(path))));
        checks.add(new FilesCheck(input.folder()));
        checks.add(new DenialCheck(site.policy()));
        checks.add(new RetirementCheck());
        checks.add(new UniverseCheck());
        checks.add(new VmAttributesCheck(clouds()));
        checks.add(new TrapCheck(target.isPresent()));
        checks.add(new ExpressionCheck());
        checks.add(new SecretCheck());
        checks.add(new TokenCheck(
                input.folder(),
                input.environment(),
                site.credential().least(),
                input.clock().instant()));
        if (target.isPresent() && target.get().room().isPresent()) {
            Target.Room room = target.get().room().get();
            checks.add(new RequestCheck(room, target.get().flavorName()));
            checks.add(new WorkerCheck(target.get(), room, input.clock()));
        }
        checks.add(new JobAdCheck(new SubmitHost(input.owner(), input.folder().toString(), Map.of(), Map.of())));
        return checks;
    }

    private Set<String> clouds() {
        Set<String> names = new TreeSet<>();
        site.clouds().stream().map(SiteCloud::name).forEach(names::add);
        return names;
    }

    private boolean look(Proc proc, List<ProcCheck> checks) {
        for (ProcCheck check : proc.number() < ALL_CHECKED ? checks : checks.subList(0, OF_FILES)) {
            try {
                check.look(proc, findings);
            } catch (SubmitError e) {
                mistake(e);
            }
        }
        return true;
    }

    private void mistake(SubmitError error) {
        if (error instanceof NotRun) {
            findings.warning(Rule.NOT_KNOWN, error.place(), error.getMessage() + "; --allow-commands runs it");
        } else {
            findings.error(Rule.SYNTAX, error.place(), String.valueOf(error.getMessage()));
        }
    }

    private void count(Submission submission, SubmitFile file) {
        if (submission.errors().stream().anyMatch(NotRun.class::isInstance)) {
            return;
        }
        if (submission.procs() == 0 && !findings.hasErrors()) {
            findings.error(
                    Rule.QUEUE,
                    place(file),
                    file.queues()
                            ? "the file queues no job: its lists are empty; see what they are made of"
                            : "the file has no queue statement, so nothing would be submitted; write queue at its end");
        }
    }

    /** The last queue statement, or the file's beginning. */
    private static Span place(SubmitFile file) {
        return file.statements().reversed().stream()
                .filter(Statement.Queue.class::isInstance)
                .findFirst()
                .map(Statement::span)
                .orElse(file.source().span(0, 0));
    }

    private Optional<Target> target(JobInput input, NamesInFile names, SubmitFile file) {
        Optional<String> image = input.image().or(() -> names.image);
        Optional<String> flavor = input.flavor().or(() -> names.flavor);
        if (image.isEmpty()) {
            if (!names.vmJob) {
                findings.warning(
                        Rule.NO_IMAGE,
                        place(file),
                        "no image is named, so no worker is booted for these jobs; name it behind the file, or write"
                                + " +VMImage = \"NAME\"");
            }
            return Optional.empty();
        }
        return switch (lookup.look(image, flavor)) {
            case WorkerLookup.Answer.Known known -> {
                findings.addAll(known.findings());
                notDone.addAll(known.notDone());
                yield Optional.of(known.target());
            }
            case WorkerLookup.Answer.Unknown unknown -> {
                findings.addAll(unknown.findings());
                yield Optional.empty();
            }
            case WorkerLookup.Answer.NotAsked notAsked -> {
                notDone.add("image, flavor, requests, quota (" + notAsked.why() + ")");
                yield Optional.empty();
            }
            case WorkerLookup.Answer.Failed failed -> {
                failures.add(failed.words());
                yield Optional.empty();
            }
        };
    }

    private Examined examined(
            Optional<SubmitFile> file, List<Statement> statements, Optional<Target> target, int procs) {
        return new Examined(findings.sorted(), notDone, failures, file, statements, target, procs);
    }

    /** What the first job says of image and flavor. */
    private static final class NamesInFile implements Submission.Procs {
        private Optional<String> image = Optional.empty();
        private Optional<String> flavor = Optional.empty();
        private boolean vmJob;

        @Override
        public boolean take(Proc proc) throws SubmitError {
            Map<String, String> attributes = proc.attributes();
            image = text(attributes, "VMImage");
            flavor = text(attributes, "VMFlavor");
            vmJob = text(attributes, "VMAMI").isPresent()
                    || text(attributes, "VMType").isPresent();
            return false;
        }

        private static Optional<String> text(Map<String, String> attributes, String name) {
            return attributes.entrySet().stream()
                    .filter(attribute -> attribute.getKey().equalsIgnoreCase(name))
                    .map(attribute -> attribute.getValue().strip())
                    .map(value -> value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                            ? value.substring(1, value.length() - 1)
                            : value)
                    .filter(value -> !value.isEmpty())
                    .findFirst();
        }
    }
}
