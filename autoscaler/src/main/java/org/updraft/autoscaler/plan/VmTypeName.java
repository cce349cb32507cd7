package org.updraft.autoscaler.plan;

/** Names a VMType after an image, for jobs that give only an image. */
final class VmTypeName {

    private static final int LONGEST = 64;

    private VmTypeName() {}

    /** The image's own name where it is plain; else made plain, with a mark of its own: no two images share a type. */
    static String fromImage(String image) {
        String plain = image.replaceAll("[^A-Za-z0-9._:+-]", "-");
        if (plain.equals(image) && image.length() <= LONGEST) {
            return image;
        }
        String mark = new Fingerprint().add(image).hex(8);
        return plain.substring(0, Math.min(plain.length(), LONGEST - 9)) + "-" + mark;
    }
}
