package org.updraft.autoscaler.pool;

import java.util.List;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;

/**
 * What one cloud offers now.
 *
 * @param enabled an operator may have switched it off
 * @param priority lower goes first
 * @param projectId ours: of images with one name, those of our own project go first
 * @param securityGroups of our project
 * @param keyNames key pairs of our user
 */
public record CloudView(
        String name,
        boolean enabled,
        int priority,
        String projectId,
        List<Flavor> flavors,
        List<Image> images,
        List<Network> networks,
        List<SecurityGroup> securityGroups,
        List<String> keyNames,
        Quota quota) {

    public CloudView {
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        networks = List.copyOf(networks);
        securityGroups = List.copyOf(securityGroups);
        keyNames = List.copyOf(keyNames);
    }

    /** Of a cloud on which jobs may choose neither security groups nor a key pair. */
    public CloudView(
            String name,
            boolean enabled,
            int priority,
            String projectId,
            List<Flavor> flavors,
            List<Image> images,
            List<Network> networks,
            Quota quota) {
        this(name, enabled, priority, projectId, flavors, images, networks, List.of(), List.of(), quota);
    }
}
