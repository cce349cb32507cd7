package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.command.SubmitTool;
import org.updraft.htcondor.command.SubmitTool.Cluster;
import org.updraft.htcondor.command.SubmitTool.Submitted;
import org.updraft.jobtools.augment.Cargo;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.CloudLookup;
import org.updraft.jobtools.job.Examined;
import org.updraft.jobtools.job.ServiceDesk;
import org.updraft.jobtools.report.TextReport;
import org.updraft.jobtools.site.Site;

/** {@code updraft submit}. */
public final class Submitting {

    private final SubmitRequest request;
    private final Here here;

    private Submitting(SubmitRequest request, Here here) {
        this.request = request;
        this.here = here;
    }

    static int run(SubmitRequest request) {
        return run(request, Here.ofProcess());
    }

    static int run(SubmitRequest request, Here here) {
        try {
            return new Submitting(request, here).run();
        } catch (Hindrance e) {
            here.err().println("updraft submit: " + e.getMessage());
            return e.code();
        }
    }

    private int run() throws Hindrance {
        Preparation preparation = Preparation.of(request.job(), here);
        Optional<Cargo> cargo = preparation.certificate(!request.dryRun());
        Examined examined = preparation.examine();
        here.err().print(TextReport.of(examined.findings(), request.job().file()));
        if (!examined.notDone().isEmpty()) {
            here.err().println("not checked: " + String.join("; ", examined.notDone()));
        }
        if (examined.hasErrors()) {
            here.err().println("updraft submit: nothing was submitted; mend the errors above");
            return Codes.FINDINGS;
        }
        if (!examined.failures().isEmpty()) {
            throw new Hindrance(Codes.OUTSIDE, String.join("; ", examined.failures()) + "; nothing was submitted");
        }
        Optional<String> cloudConfig = request.dryRun() ? planned() : handedOver(preparation.site());
        if (!request.dryRun()) {
            share(preparation);
        }
        String text = preparation.augmented(examined, cargo, cloudConfig);
        return request.dryRun() ? show(text, preparation) : submit(text, preparation);
    }

    private Optional<String> planned() {
        return request.job().cloudConfig().map(file -> "spool:" + file);
    }

    private Optional<String> handedOver(Site site) throws Hindrance {
        if (request.job().cloudConfig().isEmpty()) {
            return Optional.empty();
        }
        Path socket = site.serviceSocket();
        try {
            String attribute = new ServiceDesk(socket)
                    .handOver(here.folder().resolve(request.job().cloudConfig().get()));
            say("cloud-config handed over: " + attribute);
            return Optional.of(attribute);
        } catch (IOException e) {
            throw new Hindrance(
                    Codes.OUTSIDE,
                    "the cloud-config could not be handed to the service on " + socket + ": " + e.getMessage()
                            + "; nothing was submitted");
        }
    }

    private void share(Preparation preparation) throws Hindrance {
        for (CloudLookup.Match match :
                preparation.clouds().map(CloudLookup::matches).orElse(List.of())) {
            new ImageShare(preparation.site(), match).forBatchProject().forEach(this::say);
        }
    }

    private void say(String words) {
        if (request.verbose() || request.watch()) {
            here.err().println(words);
        }
    }

    private int show(String text, Preparation preparation) throws Hindrance {
        here.out().print(text);
        here.out().flush();
        if (request.job().offline()) {
            here.out().println("# the jobs' ads, as condor_submit would make them");
            here.out().print(PlannedAds.of(text, request.job().file(), here));
            return Codes.OK;
        }
        Path file = written(text);
        try {
            here.out().println("# the jobs' ads, by condor_submit -dry-run");
            here.out().print(tool(preparation.site()).dryRun(file));
            return Codes.OK;
        } catch (CondorException e) {
            throw new Hindrance(Codes.OUTSIDE, String.valueOf(e.getMessage()));
        } finally {
            delete(file);
        }
    }

    private SubmitTool tool(Site site) {
        return new SubmitTool(Preparation.tools(site, here), site.condor().schedd());
    }

    private int submit(String text, Preparation preparation) throws Hindrance {
        Path file = written(text);
        Submitted submitted;
        try {
            submitted = tool(preparation.site()).submit(file);
        } catch (CondorException e) {
            throw new Hindrance(
                    Codes.OUTSIDE,
                    "failed to submit job(s) to queue: " + e.getMessage() + ". What condor_submit was given is kept as "
                            + file);
        }
        if (!submitted.words().isEmpty()) {
            here.err().println(submitted.words());
        }
        tell(submitted);
        if (request.keep()) {
            keep(file, submitted.clusters().getFirst());
        } else {
            delete(file);
        }
        return request.watch() ? new Watching(here, preparation.site()).follow(submitted.clusters()) : Codes.OK;
    }

    private void tell(Submitted submitted) {
        String clusters = submitted.clusters().stream()
                .map(cluster -> Integer.toString(cluster.number()))
                .collect(Collectors.joining(", "));
        if (request.json()) {
            here.out().println("{\"clusters\":[" + clusters + "],\"jobs\":" + submitted.jobs() + "}");
        } else {
            here.out().println(submitted.jobs() + " job(s) submitted to cluster " + clusters + ".");
        }
        here.out().flush();
    }

    /** In a folder that only the user may read: arguments and environment stand in it. */
    private Path written(String text) throws Hindrance {
        try {
            Path folder = Files.createTempDirectory(
                    "updraft-submit-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            String name = String.valueOf(Path.of(request.job().file()).getFileName());
            return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Hindrance(Codes.OUTSIDE, "no file for condor_submit can be written: " + e);
        }
    }

    private void keep(Path file, Cluster cluster) throws Hindrance {
        Path kept = here.folder().resolve(request.job().file() + "." + cluster.number());
        try {
            Files.copy(file, kept);
            here.err().println("kept: " + kept);
        } catch (IOException e) {
            throw new Hindrance(
                    Codes.OUTSIDE, "submitted, but the file cannot be kept as " + kept + ": " + e + "; it is " + file);
        }
        delete(file);
    }

    private void delete(Path file) {
        List<Path> all = new ArrayList<>(List.of(file));
        Path parent = file.getParent();
        if (parent != null) {
            all.add(parent);
        }
        for (Path one : all) {
            try {
                Files.deleteIfExists(one);
            } catch (IOException e) {
                here.err().println("updraft submit: " + one + " could not be removed: " + e.getMessage());
            }
        }
    }
}
