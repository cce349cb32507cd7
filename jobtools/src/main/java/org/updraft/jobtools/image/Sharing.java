package org.updraft.jobtools.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.SharedImage.Member;
import org.updraft.openstack.adapter.ImageSharing;
import org.updraft.openstack.adapter.OpenStackCloud;

/** Lets other projects boot an image. Looks before each step, and does only what is not done yet. */
public final class Sharing {

    private static final Pattern PROJECT_ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final OpenStackCloud cloud;
    private final Map<String, String> projects;

    /** @param projects names of projects by id, for those that the user may not read */
    public Sharing(OpenStackCloud cloud, Map<String, String> projects) {
        this.cloud = cloud;
        this.projects = Map.copyOf(projects);
    }

    /**
     * What was found and done.
     *
     * @param steps one line each
     * @param accepted the project may boot it now; false if it still has to accept
     */
    public record Outcome(List<String> steps, boolean accepted) {
        public Outcome {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Makes the project a member of the image.
     *
     * @throws NoSuchName if the image cannot be shared by this user; the message says who can
     */
    public Outcome with(SharedImage image, String projectId) throws CloudException, NoSuchName {
        List<String> steps = new ArrayList<>();
        String name = Translation.quoted(image.image().name());
        String visibility = image.image().visibility();
        if (visibility.equals("public") || visibility.equals("community")) {
            return new Outcome(List.of("image " + name + " is " + visibility + ": every project may boot it"), true);
        }
        String owner = image.image().ownerProjectId();
        if (owner.equals(projectId)) {
            return new Outcome(List.of("image " + name + " is of project " + label(projectId) + " itself"), true);
        }
        if (!owner.equals(cloud.binding().projectId())) {
            throw new NoSuchName(
                    "image " + name + " on " + cloud.name() + " is of project " + label(owner)
                            + ", and only that can share it; ask its people to run updraft image share, or use a copy of"
                            + " your own",
                    List.of());
        }
        ImageSharing glance = cloud.sharing();
        if (visibility.equals("private")) {
            glance.makeShared(image.image().id());
            steps.add("image " + name + " was private and can be shared now");
        }
        Optional<Member> member = member(glance, image.image().id(), projectId);
        if (member.isEmpty()) {
            glance.addMember(image.image().id(), projectId);
            steps.add("image " + name + " is shared with project " + label(projectId));
        } else {
            steps.add("image " + name + " was shared with project " + label(projectId) + " before");
        }
        boolean accepted =
                member.filter(known -> known.status().equals("accepted")).isPresent();
        return new Outcome(steps, accepted);
    }

    private static Optional<Member> member(ImageSharing glance, String imageId, String projectId)
            throws CloudException {
        return glance.image(imageId).stream()
                .flatMap(image -> image.members().stream())
                .filter(member -> member.projectId().equals(projectId))
                .findFirst();
    }

    /** Accepts an image for the project of this cloud's credentials; one that is accepted stays so. */
    public Outcome accept(String imageId) throws CloudException {
        String own = cloud.binding().projectId();
        boolean before = member(cloud.sharing(), imageId, own)
                .filter(member -> member.status().equals("accepted"))
                .isPresent();
        if (!before) {
            cloud.sharing().answer(imageId, own, "accepted");
        }
        return new Outcome(
                List.of("image " + imageId + (before ? " was accepted before by project " : " is accepted by project ")
                        + cloud.binding().projectName()),
                true);
    }

    /** The id of a project by its name or id: one of the user's own, or one that the site file knows. */
    public String projectId(String nameOrId) throws CloudException, NoSuchName {
        String own = cloud.sharing().ownProjects().get(nameOrId);
        if (own != null) {
            return own;
        }
        Optional<String> known = projects.entrySet().stream()
                .filter(project -> project.getValue().equals(nameOrId))
                .map(Map.Entry::getKey)
                .findFirst();
        if (known.isPresent() || PROJECT_ID.matcher(nameOrId).matches()) {
            return known.orElse(nameOrId);
        }
        throw new NoSuchName(
                "the id of project " + Translation.quoted(nameOrId) + " on " + cloud.name()
                        + " is not known: you are not in it; name it by its id, or put it into projects: of the site file",
                List.of());
    }

    /** A project's name if somebody knows it, else its id. */
    String label(String projectId) throws CloudException {
        return name(projectId).orElse(projectId);
    }

    /** A project's name, from the site file or the cloud. */
    public Optional<String> name(String projectId) throws CloudException {
        String known = projects.get(projectId);
        return known == null ? cloud.sharing().projectName(projectId) : Optional.of(known);
    }
}
