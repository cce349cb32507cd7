package org.updraft.jobtools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.htcondor.command.CondorSettings;
import org.updraft.htcondor.command.CondorTools;
import org.updraft.htcondor.submit.SourceText;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.jobtools.augment.Additions;
import org.updraft.jobtools.augment.Augmenter;
import org.updraft.jobtools.augment.Cargo;
import org.updraft.jobtools.check.CertificateCheck;
import org.updraft.jobtools.check.CloudConfigCheck;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Rule;
import org.updraft.jobtools.credential.Certificate;
import org.updraft.jobtools.credential.CredentialCommand;
import org.updraft.jobtools.image.CloudLookup;
import org.updraft.jobtools.job.Examination;
import org.updraft.jobtools.job.Examined;
import org.updraft.jobtools.job.JobInput;
import org.updraft.jobtools.job.PoolPlace;
import org.updraft.jobtools.job.WorkerLookup;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteFiles;

/** What validate and submit do alike: read the site and the file, examine it, and make of it what is submitted. */
final class Preparation {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path USUAL_CERTIFICATE = Path.of(".ssl", "cadcproxy.pem");
    private static final String HELPER = "updraft-job-certificate";

    private final Here here;
    private final JobWords words;
    private final Site site;
    private final byte[] bytes;
    private Optional<CloudLookup> clouds = Optional.empty();
    private final List<Finding> more = new ArrayList<>();
    private final List<String> notDone = new ArrayList<>();

    private Preparation(Here here, JobWords words, Site site, byte[] bytes) {
        this.here = here;
        this.words = words;
        this.site = site;
        this.bytes = bytes;
    }

    /** The command cannot begin: a file that it needs is not there, or is wrong. */
    static final class Hindrance extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;

        Hindrance(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static Preparation of(JobWords words, Here here) throws Hindrance {
        Site site = site(words.site().map(here.folder()::resolve), here);
        return new Preparation(here, words, site, read(here.folder().resolve(words.file()), words.file()));
    }

    static Site site(Optional<Path> named, Here here) throws Hindrance {
        SiteFiles.Loaded loaded = SiteFiles.of(here.site(), here.environment()).load(named);
        // no switch over the type: it is linked at run time, for which users would wait
        if (loaded instanceof SiteFiles.Loaded.Good good) {
            return good.site();
        }
        StringBuilder all = new StringBuilder();
        for (SettingsError error : ((SiteFiles.Loaded.Faulty) loaded).errors()) {
            all.append(all.isEmpty() ? "" : "\n").append(error.render());
        }
        throw new Hindrance(Codes.USAGE, all.toString());
    }

    private static byte[] read(Path file, String shown) throws Hindrance {
        if (Files.isDirectory(file)) {
            throw new Hindrance(Codes.USAGE, shown + " is a folder; name the submit file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SourceText.BYTES_MAX + 1);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Hindrance(Codes.USAGE, "HTCondor submission file '" + shown + "' does not exist");
        } catch (IOException e) {
            throw new Hindrance(Codes.USAGE, "cannot read " + shown + ": " + e);
        }
    }

    Site site() {
        return site;
    }

    /** What the clouds said, if they were asked. */
    Optional<CloudLookup> clouds() {
        return clouds;
    }

    Examined examine() {
        Optional<CondorTools> tools = words.offline() ? Optional.empty() : Optional.of(tools(site, here));
        PoolPlace place =
                new PoolPlace(here.folder(), here.environment(), here.clock().instant(), tools, words.allowCommands());
        Examined examined = Examination.of(input(place), site, lookup());
        words.cloudConfig().ifPresent(this::cloudConfig);
        return with(examined);
    }

    private JobInput input(PoolPlace place) {
        return new JobInput(
                words.file(),
                bytes,
                here.folder(),
                place,
                words.image(),
                words.flavor(),
                words.executable(),
                words.append(),
                words.queue(),
                here.clock(),
                here.user(),
                here.environment());
    }

    private WorkerLookup lookup() {
        if (words.offline()) {
            return WorkerLookup.none("--offline");
        }
        CloudLookup lookup = new CloudLookup(site, here.environment(), here.clock());
        clouds = Optional.of(lookup);
        return lookup;
    }

    /** Whether they lie in PATH or where the site says. */
    static CondorTools tools(Site site, Here here) {
        Map<String, String> environment = new HashMap<>();
        site.condor().config().ifPresent(file -> environment.put("CONDOR_CONFIG", file.toString()));
        CondorSettings usual = CondorSettings.defaults();
        return new CondorTools(
                new CondorSettings(site.condor().tools(), usual.collector(), environment, usual.deadline()));
    }

    private void cloudConfig(String file) {
        CloudConfigCheck.Result result =
                new CloudConfigCheck("cloud-init").look(here.folder().resolve(file));
        result.error()
                .ifPresent(error ->
                        more.add(new Finding(Rule.CLOUD_CONFIG, Finding.Severity.ERROR, Optional.empty(), error)));
        if (!result.schemaChecked() && result.error().isEmpty()) {
            notDone.add("cloud-init schema (cloud-init is not installed here, or the file is no cloud-config)");
        }
    }

    private Examined with(Examined examined) {
        List<Finding> findings = new ArrayList<>(examined.findings());
        findings.addAll(more);
        List<String> left = new ArrayList<>(examined.notDone());
        left.addAll(notDone);
        return new Examined(
                findings,
                left,
                examined.failures(),
                examined.file(),
                examined.statements(),
                examined.target(),
                examined.procs());
    }

    /** The certificate that goes along, got anew by the site's command where it has to be; what is wrong with it is a warning. */
    Optional<Cargo> certificate(boolean mayGet) {
        Path file = words.certificate()
                .map(here.folder()::resolve)
                .or(() -> site.credential().file())
                .orElseGet(() -> here.home().resolve(USUAL_CERTIFICATE));
        CertificateCheck check = new CertificateCheck(
                file, site.credential().least(), here.clock().instant());
        Optional<Finding> wrong = check.look();
        if (wrong.isPresent() && mayGet && !site.credential().command().isEmpty()) {
            new CredentialCommand(site.credential().command(), PATIENCE)
                    .run(words.user().orElseGet(here::user), file)
                    .ifPresent(words -> more.add(new Finding(
                            Rule.CERTIFICATE,
                            Finding.Severity.WARNING,
                            Optional.empty(),
                            "no new certificate: " + words)));
            wrong = check.look();
        }
        wrong.ifPresent(more::add);
        if (!(Certificate.at(file) instanceof Certificate.State.Found)) {
            return Optional.empty();
        }
        Path helper = helper();
        Optional<String> unfit = Files.isReadable(helper)
                ? Augmenter.unfitForList(file.toString())
                : Optional.of("the program that puts it in its place on the worker is not at " + helper
                        + "; credential.helper of the site file names another");
        unfit.ifPresent(words -> more.add(new Finding(
                Rule.CERTIFICATE, Finding.Severity.WARNING, Optional.empty(), file + " does not go along: " + words)));
        return unfit.isPresent() ? Optional.empty() : Optional.of(new Cargo(file.toAbsolutePath(), helper));
    }

    private Path helper() {
        return site.credential()
                .helper()
                .orElseGet(() -> Path.of(System.getProperty("updraft.share", "/usr/share/updraft"), HELPER));
    }

    /** The file as it is submitted. */
    String augmented(Examined examined, Optional<Cargo> cargo, Optional<String> cloudConfig) {
        SubmitFile file = examined.file().orElseThrow();
        return Augmenter.augment(
                file,
                examined.statements(),
                new Additions(
                        site.policy(),
                        examined.target(),
                        cargo,
                        words.executable()
                                .map(path -> here.folder().resolve(path).toString()),
                        cloudConfig,
                        List.of(),
                        file.queues() ? Optional.empty() : words.queue()));
    }
}
