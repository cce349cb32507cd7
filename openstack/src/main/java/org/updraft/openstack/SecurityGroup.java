package org.updraft.openstack;

/** A set of firewall rules of the project. Its name need not be the only one of its kind, its id is. */
public record SecurityGroup(String id, String name) {}
