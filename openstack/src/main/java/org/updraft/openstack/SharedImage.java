package org.updraft.openstack;

import java.time.Instant;
import java.util.List;

/**
 * An image as those see it who share it.
 *
 * @param status active if it can be booted
 * @param architecture as Glance spells it, such as x86_64; empty if nobody said
 * @param members projects that may boot it, if they accepted; only the owner sees others than itself
 */
public record SharedImage(Image image, String status, String architecture, Instant created, List<Member> members) {

    public SharedImage {
        members = List.copyOf(members);
    }

    /** @param status pending, accepted or rejected */
    public record Member(String projectId, String status) {}

    public SharedImage with(List<Member> others) {
        return new SharedImage(image, status, architecture, created, others);
    }
}
