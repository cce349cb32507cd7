package org.updraft.openstack.adapter;

import org.openstack4j.api.types.ServiceType;
import org.openstack4j.model.identity.URLResolverParams;
import org.updraft.openstack.adapter.connector.CloudHttp;
import org.updraft.openstack.adapter.connector.JdkConnector;

/**
 * Tells openstack4j which client to use and where a service is. Its own resolver remembers addresses for the life of the JVM,
 * so a moved endpoint would need a restart.
 */
record Route(CloudHttp http, Catalog catalog) implements JdkConnector.OneCloud {
    static final String COMPUTE = "compute";

    @Override
    public String findURLV3(URLResolverParams params) {
        return address(params.type);
    }

    @Override
    public String findURLV2(URLResolverParams params) {
        throw new IllegalStateException("Keystone v2.0 is not spoken here");
    }

    private String address(ServiceType type) {
        return switch (type) {
            case COMPUTE -> catalog.endpoint(COMPUTE);
            case NETWORK -> catalog.endpoint("network", "v2.0");
            case IMAGE -> catalog.endpoint("image", "v2");
            case IDENTITY -> catalog.endpoint("identity", "v3");
            default -> throw new IllegalStateException("the adapter does not use the service " + type);
        };
    }
}
