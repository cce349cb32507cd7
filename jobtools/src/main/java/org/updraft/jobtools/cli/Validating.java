package org.updraft.jobtools.cli;

import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.augment.Cargo;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.job.Examined;
import org.updraft.jobtools.job.Fixes;
import org.updraft.jobtools.report.JsonReport;
import org.updraft.jobtools.report.TextReport;

/** {@code updraft validate}. */
public final class Validating {

    private final ValidateRequest request;
    private final Here here;

    private Validating(ValidateRequest request, Here here) {
        this.request = request;
        this.here = here;
    }

    static int run(ValidateRequest request) {
        return run(request, Here.ofProcess());
    }

    static int run(ValidateRequest request, Here here) {
        try {
            return new Validating(request, here).run();
        } catch (Hindrance e) {
            here.err().println("updraft validate: " + e.getMessage());
            return e.code();
        }
    }

    private int run() throws Hindrance {
        Preparation preparation = Preparation.of(request.job(), here);
        Optional<Cargo> cargo =
                request.job().certificate().isPresent() ? preparation.certificate(false) : Optional.empty();
        Examined examined = preparation.examine();
        if (request.fix()) {
            return fix(examined);
        }
        report(examined.findings(), examined.notDone());
        examined.failures().forEach(words -> here.err().println("updraft validate: " + words));
        if (request.outfile().isPresent() && !examined.hasErrors()) {
            Output.write(request.outfile().get(), preparation.augmented(examined, cargo, Optional.empty()), here);
        }
        return examined.hasErrors() ? Codes.FINDINGS : examined.failures().isEmpty() ? Codes.OK : Codes.OUTSIDE;
    }

    private void report(List<Finding> findings, List<String> notDone) {
        String file = request.job().file();
        switch (request.format()) {
            case TEXT -> {
                here.out().print(TextReport.of(findings, file));
                here.out().flush();
                if (!notDone.isEmpty()) {
                    here.err().println("not checked: " + String.join("; ", notDone));
                }
            }
            case JSON -> here.out().print(JsonReport.json(findings, notDone));
            case SARIF -> here.out().print(JsonReport.sarif(findings, file));
        }
        here.out().flush();
    }

    private int fix(Examined examined) throws Hindrance {
        if (examined.file().isEmpty()) {
            report(examined.findings(), examined.notDone());
            return Codes.FINDINGS;
        }
        Fixes fixes = Fixes.of(examined.file().get(), examined.findings());
        report(fixes.left(), examined.notDone());
        if (fixes.done().isEmpty()) {
            here.err().println("nothing that can be mended safely");
        } else {
            Output.write(request.outfile().orElse(request.job().file()), fixes.text(), here);
            fixes.done().forEach(words -> here.err().println("mended: " + words));
        }
        return fixes.left().stream().anyMatch(Finding::isError) ? Codes.FINDINGS : Codes.OK;
    }
}
