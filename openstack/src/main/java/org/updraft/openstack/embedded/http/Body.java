package org.updraft.openstack.embedded.http;

/** The bytes of a request, not copied: nobody changes them. */
final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
