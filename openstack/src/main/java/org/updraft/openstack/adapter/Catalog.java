package org.updraft.openstack.adapter;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstack4j.api.types.Facing;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.model.identity.v3.Token;

/** The services that a token's catalog offers in one region on one interface. Nothing of it outlives the token. */
final class Catalog {
    private final List<? extends Service> services;
    private final Facing facing;
    private final String region;

    /** @throws BadCatalog if the region is not in it, or none was named and there are several */
    Catalog(Token token, String endpointInterface, Optional<String> region) {
        this.services = token.getCatalog() == null ? List.of() : token.getCatalog();
        this.facing = facing(endpointInterface);
        this.region = chosen(region);
    }

    String region() {
        return region;
    }

    /** The address of a service as the catalog has it, without a slash at the end. */
    String endpoint(String serviceType) {
        return endpoints(serviceType)
                .filter(endpoint -> region.equals(regionOf(endpoint)))
                .map(endpoint -> requireHttp(serviceType, withoutSlash(String.valueOf(endpoint.getUrl()))))
                .findFirst()
                .orElseThrow(() -> new BadCatalog("the catalog has no " + word(facing) + " endpoint of the service "
                        + serviceType + " in region " + region + "; it has " + offered()));
    }

    /** As {@link #endpoint}, with the API version at the end that catalogs often leave out. */
    String endpoint(String serviceType, String version) {
        String url = endpoint(serviceType);
        String path = String.valueOf(URI.create(url).getPath());
        return path.matches("(.*/)?v\\d+(\\.\\d+)?") ? url : url + "/" + version;
    }

    private String chosen(Optional<String> wanted) {
        List<String> regions =
                endpoints("compute").map(Catalog::regionOf).distinct().sorted().toList();
        if (wanted.isPresent() && regions.contains(wanted.get())) {
            return wanted.get();
        }
        if (wanted.isEmpty() && regions.size() == 1) {
            return regions.get(0);
        }
        if (regions.isEmpty()) {
            throw new BadCatalog("the catalog has no " + word(facing) + " endpoint of the service compute; it has "
                    + offered() + ". Check the interface");
        }
        throw new BadCatalog((wanted.isPresent() ? "there is no region " + wanted.get() : "no region is named")
                + "; set region_name to one of " + String.join(", ", regions));
    }

    private Stream<? extends Endpoint> endpoints(String serviceType) {
        return services.stream()
                .filter(service ->
                        service != null && serviceType.equals(service.getType()) && service.getEndpoints() != null)
                .flatMap(service -> service.getEndpoints().stream())
                .filter(endpoint -> endpoint != null && endpoint.getIface() == facing && endpoint.getUrl() != null);
    }

    private String offered() {
        String types = services.stream()
                .filter(Objects::nonNull)
                .map(Service::getType)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return types.isEmpty() ? "nothing" : types;
    }

    private static String regionOf(Endpoint endpoint) {
        return Objects.requireNonNullElse(endpoint.getRegion(), Objects.requireNonNullElse(endpoint.getRegionId(), ""));
    }

    private static Facing facing(String endpointInterface) {
        return switch (endpointInterface) {
            case "public" -> Facing.PUBLIC;
            case "internal" -> Facing.INTERNAL;
            case "admin" -> Facing.ADMIN;
            default ->
                throw new BadCatalog(
                        "there is no interface " + endpointInterface + "; it is one of public, internal, admin");
        };
    }

    private static String word(Facing facing) {
        return facing.name().toLowerCase(Locale.ROOT);
    }

    /** Whatever is put behind it, the JDK's client then takes it. */
    private static String requireHttp(String serviceType, String url) {
        try {
            HttpRequest.newBuilder(URI.create(url));
            return url;
        } catch (IllegalArgumentException e) {
            throw new BadCatalog(
                    "the catalog's address of the service " + serviceType + " is no URL of HTTP: " + e.getMessage());
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The catalog and our settings do not fit. Unchecked, because it may pass through openstack4j. */
    static final class BadCatalog extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadCatalog(String message) {
            super(message);
        }
    }
}
