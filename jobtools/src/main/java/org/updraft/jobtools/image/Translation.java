package org.updraft.jobtools.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.adapter.OpenStackCloud;

/** What names of images and flavors stand for on one cloud. Ids are looked up too: one that is not there is no use. */
public final class Translation {

    private static final int MOST_CANDIDATES = 10;

    private final OpenStackCloud cloud;

    public Translation(OpenStackCloud cloud) {
        this.cloud = cloud;
    }

    /**
     * @param nameOrId names are compared exactly
     * @throws NoSuchName if no image is called so, or several are
     */
    public SharedImage image(String nameOrId) throws CloudException, NoSuchName {
        List<SharedImage> all = cloud.sharing().images();
        Optional<SharedImage> byId = all.stream()
                .filter(image -> image.image().id().equals(nameOrId))
                .findFirst();
        if (byId.isPresent()) {
            return byId.get();
        }
        List<SharedImage> named = all.stream()
                .filter(image -> image.image().name().equals(nameOrId))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        if (named.isEmpty()) {
            throw new NoSuchName(
                    "there is no image " + quoted(nameOrId) + " on " + cloud.name() + " that project "
                            + cloud.binding().projectName() + " may see"
                            + (all.isEmpty() ? "; there is none at all" : "; the nearest are"),
                    nearest(nameOrId, all, image -> image.image().name()).stream()
                            .map(this::line)
                            .toList());
        }
        throw new NoSuchName(
                named.size() + " images on " + cloud.name() + " are called " + quoted(nameOrId)
                        + "; name one by its id",
                named.stream()
                        .sorted(Comparator.comparing(SharedImage::created).reversed())
                        .limit(MOST_CANDIDATES)
                        .map(this::line)
                        .toList());
    }

    public Flavor flavor(String nameOrId) throws CloudException, NoSuchName {
        List<Flavor> all = cloud.flavors();
        Optional<Flavor> found = all.stream()
                .filter(flavor -> flavor.id().equals(nameOrId))
                .findFirst()
                .or(() -> all.stream()
                        .filter(flavor -> flavor.name().equals(nameOrId))
                        .findFirst());
        if (found.isPresent()) {
            return found.get();
        }
        throw new NoSuchName(
                "there is no flavor " + quoted(nameOrId) + " on " + cloud.name()
                        + (all.isEmpty() ? "; there is none at all" : "; the nearest are"),
                nearest(nameOrId, all, Flavor::name).stream()
                        .map(Translation::line)
                        .toList());
    }

    private String line(SharedImage image) {
        String owner = image.image().ownerProjectId();
        return image.image().id() + " " + image.image().name() + " ("
                + image.image().visibility() + ", of project " + owner + ", " + image.status() + ", made "
                + image.created().toString().substring(0, 10) + ")";
    }

    private static String line(Flavor flavor) {
        return flavor.id() + " " + flavor.name() + " (" + flavor.vcpus() + " CPUs, " + flavor.ramMiB() + " MiB, "
                + flavor.diskGiB() + " GiB)";
    }

    private static <T> List<T> nearest(String word, List<T> all, Function<T, String> name) {
        List<T> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(one -> distance(word, name.apply(one))));
        return sorted.subList(0, Math.min(MOST_CANDIDATES, sorted.size()));
    }

    /** How many letters differ; a name that holds the word is nearer than one that does not. */
    private static int distance(String asked, String there) {
        String a = asked.toLowerCase(Locale.ROOT);
        String b = there.toLowerCase(Locale.ROOT);
        if (b.contains(a) || (!b.isEmpty() && a.contains(b))) {
            return Math.abs(a.length() - b.length()) / 4;
        }
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }

    static String quoted(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (clean.length() <= 80 ? clean : clean.substring(0, 80) + "…") + "\"";
    }
}
