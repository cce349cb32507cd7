package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.files;
import static org.updraft.fuzz.Samples.of;
import static org.updraft.fuzz.Samples.together;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.updraft.htcondor.submit.FolderPlace;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.Submission;
import org.updraft.htcondor.submit.SubmitEdit;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.htcondor.submit.ad.JobAd;
import org.updraft.htcondor.submit.ad.SubmitHost;
import org.updraft.jobtools.augment.Additions;
import org.updraft.jobtools.augment.Augmenter;
import org.updraft.jobtools.augment.Cargo;
import org.updraft.jobtools.check.Target.Room;
import org.updraft.jobtools.job.Computed;
import org.updraft.jobtools.job.Examination;
import org.updraft.jobtools.job.Examined;
import org.updraft.jobtools.job.Fixes;
import org.updraft.jobtools.job.JobInput;
import org.updraft.jobtools.job.WorkerLookup;
import org.updraft.jobtools.policy.PolicyReader;
import org.updraft.jobtools.site.Site;

/** Submit files. */
final class SubmitTargets {

    private static final int MOST_JOBS = 50;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final SubmitHost HOST = new SubmitHost("alice", "/jobs", Map.of("HOME", "/home/alice"), Map.of());

    private SubmitTargets() {}

    static List<Target> all() {
        Scratch scratch = new Scratch();
        scratch.file("run.sh", "#!/bin/sh\necho\n".getBytes(StandardCharsets.UTF_8));
        scratch.file("inc.txt", "a = b\n".getBytes(StandardCharsets.UTF_8));
        scratch.file("items.txt", "a b\nc d\n".getBytes(StandardCharsets.UTF_8));
        List<byte[]> samples =
                together(together(files("htcondor/submit/**/*.sub"), files("jobtools/rules/**/*.sub")), MORE);
        Site site = site();
        return List.of(
                new Target("submit", samples, 10, input -> submit(input, new Within(scratch.folder()))),
                new Target("validate", samples, 40, input -> validate(input, scratch.folder(), site)));
    }

    private static final List<byte[]> MORE = of(
            """
            executable = run.sh
            arguments = "a 'b c' $(Process)"
            request_memory = ifThenElse(MemoryUsage =?= undefined, 2G, MemoryUsage * 3 / 2)
            requirements = (VMType =?= "proj:image") && regexp("^w", Machine)
            +VMAMI = "west:img"
            deferral_time = 1795608000
            cron_minute = */5
            max_retries = 3
            x = $INT(Process,%03d) $RANDOM_INTEGER(1,9,2) $SUBSTR(executable,1,-2) $Fpn(executable) $ENV(HOME:none)
            queue x, y from items.txt
            """,
            "include : inc.txt\nif defined a\nqueue 2 n in [1::2] (x y z)\nelse\nqueue matching files (*.txt)\nendif\n");

    /** As if all that is not in the folder were not there: what an input comes to must not depend on the machine. */
    private static final class Within extends FolderPlace {

        Within(Path folder) {
            super(folder, Map.of("HOME", "/home/alice"), Map.of("ARCH", "X86_64", "ISLINUX", "1"));
        }

        private static boolean isOutside(String path) {
            return path.startsWith("/") || path.contains("..");
        }

        @Override
        public byte[] read(String path, int most) throws IOException {
            if (isOutside(path)) {
                throw new IOException("outside");
            }
            return super.read(path, most);
        }

        @Override
        public List<String> matching(String pattern, boolean files, boolean folders, int most) throws IOException {
            return isOutside(pattern) ? List.of() : super.matching(pattern, files, folders, most);
        }
    }

    /** Read, each job's values and ad made, changed in every way and read again. */
    private static boolean submit(byte[] input, FolderPlace place) {
        SubmitFile file;
        try {
            file = SubmitFile.parse("fuzzed.sub", input);
        } catch (SubmitError refused) {
            return false;
        }
        requireWhole(file);
        Submission submission = new Submission(
                place,
                new Submission.Options(
                        new Random(1), new Computed(CLOCK, new Random(1))::of, MOST_JOBS, Optional.of("1")));
        int[] refused = new int[1];
        submission.run(file, proc -> {
            try {
                proc.attributes();
                for (String name : proc.names()) {
                    proc.value(name);
                    proc.place(name);
                }
                JobAd.check(proc, HOST);
                JobAd.of(proc, HOST);
            } catch (SubmitError e) {
                refused[0]++;
            }
            return true;
        });
        edit(file);
        return refused[0] == 0 && submission.errors().isEmpty();
    }

    private static void requireWhole(SubmitFile file) {
        StringBuilder whole = new StringBuilder();
        file.statements().forEach(statement -> whole.append(statement.span().text()));
        if (!whole.toString().equals(file.source().text())) {
            throw new IllegalStateException("the statements, one behind the other, are not the file");
        }
    }

    private static void edit(SubmitFile file) {
        SubmitEdit edit = new SubmitEdit(file).front(List.of("a = b")).beforeQueues(List.of("+A = \"x\""));
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.Assignment assignment) {
                edit.replace(assignment, "x");
            } else if (statement instanceof Statement.Queue queue) {
                edit.remove(queue);
            }
        }
        try {
            SubmitFile.parse("edited.sub", edit.text().getBytes(StandardCharsets.UTF_8));
        } catch (SubmitError tooLongNow) {
            return;
        }
    }

    private static boolean validate(byte[] input, Path folder, Site site) {
        JobInput job = new JobInput(
                "fuzzed.sub",
                input,
                folder,
                new Within(folder),
                Optional.of("img"),
                Optional.of("small"),
                Optional.empty(),
                List.of("+Added = \"x\""),
                Optional.empty(),
                CLOCK,
                "alice",
                Map.of("HOME", "/home/alice"));
        var target = new org.updraft.jobtools.check.Target(
                "proj:img",
                Map.of("west", "i"),
                Map.of("west", "f"),
                "X86_64",
                Optional.of(new Room(4, 7782, 36, 0)),
                "small");
        Examined examined = Examination.of(
                job, site, (image, flavor) -> new WorkerLookup.Answer.Known(target, List.of(), List.of()));
        examined.file().ifPresent(file -> {
            Fixes.of(file, examined.findings());
            Augmenter.augment(
                    file,
                    examined.statements(),
                    new Additions(
                            site.policy(),
                            examined.target(),
                            Optional.of(new Cargo(folder.resolve("proxy.pem"), folder.resolve("helper"))),
                            Optional.of("other.sh"),
                            Optional.of("spool:x"),
                            List.of("+Added = \"x\""),
                            Optional.empty()));
        });
        return !examined.hasErrors();
    }

    private static Site site() {
        return new Site(
                List.of(),
                Optional.empty(),
                Site.Condor.DEFAULT,
                List.of(),
                Map.of(),
                Site.ARCHITECTURE,
                Site.Credential.DEFAULT,
                MOST_JOBS,
                PolicyReader.builtIn());
    }
}
