package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.CloudLookup;
import org.updraft.jobtools.image.NoSuchName;
import org.updraft.jobtools.image.Sharing;
import org.updraft.jobtools.job.ServiceDesk;
import org.updraft.jobtools.site.Site;
import org.updraft.openstack.CloudException;

/** Sees to it that the project which boots the workers may boot the user's image. */
final class ImageShare {

    private final Site site;
    private final CloudLookup.Match match;

    ImageShare(Site site, CloudLookup.Match match) {
        this.site = site;
        this.match = match;
    }

    /** What was found and done, one line each. */
    List<String> forBatchProject() throws Hindrance {
        if (match.site().batchProject().isEmpty()) {
            return List.of();
        }
        Sharing sharing = new Sharing(match.cloud(), site.projects());
        try {
            String project = sharing.projectId(match.site().batchProject().get());
            Sharing.Outcome outcome = sharing.with(match.image(), project);
            List<String> steps = new ArrayList<>(outcome.steps());
            if (!outcome.accepted()) {
                steps.add(accepted());
            }
            return steps;
        } catch (NoSuchName e) {
            throw new Hindrance(Codes.FINDINGS, e.inOneLine() + "; nothing was submitted");
        } catch (CloudException e) {
            throw new Hindrance(Codes.OUTSIDE, e.getMessage() + "; nothing was submitted");
        }
    }

    /** Only the batch project can accept, and its credentials are the service's. */
    private String accepted() throws Hindrance {
        Path socket = site.serviceSocket();
        try {
            return new ServiceDesk(socket)
                    .accept(match.site().name(), match.image().image().id());
        } catch (IOException e) {
            throw new Hindrance(
                    Codes.OUTSIDE,
                    "the image is shared, but the batch project has not accepted it, and the service that could do so on "
                            + socket + " does not: " + e.getMessage()
                            + "; ask the operator to run: updraft image accept "
                            + match.image().image().id());
        }
    }
}
