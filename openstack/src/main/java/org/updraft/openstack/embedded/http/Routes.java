package org.updraft.openstack.embedded.http;

import org.updraft.openstack.embedded.model.CloudModel;

/** All that each service answers. */
final class Routes {
    private Routes() {}

    static Router of(ApiService service, CloudModel cloud, Catalog catalog) {
        Router router = new Router();
        switch (service) {
            case IDENTITY -> {
                VersionsApi.keystone(router);
                KeystoneTokensApi.routes(router, cloud, catalog);
                KeystoneProjectsApi.routes(router, cloud);
            }
            case COMPUTE -> {
                VersionsApi.nova(router);
                NovaFlavorsApi.routes(router, cloud);
                NovaServersApi.routes(router, cloud);
                NovaActionsApi.routes(router, cloud);
                NovaServerPartsApi.routes(router, cloud);
                NovaQuotasApi.routes(router, cloud);
                NovaKeyPairsApi.routes(router, cloud);
                NovaPlacesApi.routes(router, cloud);
                NovaUsageApi.routes(router, cloud);
            }
            case IMAGE -> {
                VersionsApi.glance(router);
                GlanceImagesApi.routes(router, cloud);
                GlanceMembersApi.routes(router, cloud);
            }
            case NETWORK -> {
                VersionsApi.neutron(router);
                NeutronNetworksApi.routes(router, cloud);
                NeutronPortsApi.routes(router, cloud);
                NeutronSecurityGroupsApi.routes(router, cloud);
                NeutronFloatingIpsApi.routes(router, cloud);
                NeutronQuotasApi.routes(router, cloud);
            }
        }
        return router;
    }
}
