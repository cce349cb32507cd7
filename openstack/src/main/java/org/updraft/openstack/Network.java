package org.updraft.openstack;

public record Network(String id, String name, boolean shared, boolean external) {}
