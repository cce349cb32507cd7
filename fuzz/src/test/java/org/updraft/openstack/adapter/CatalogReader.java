package org.updraft.openstack.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/** The addresses that a token's catalog names, without a request to any of them. */
public final class CatalogReader {

    private CatalogReader() {}

    /** True if a request can be made to each of our services, or the catalog is refused as it should be. */
    public static boolean takes(byte[] tokenJson) {
        KeystoneToken token;
        try {
            token = ObjectMapperSingleton.getContext(KeystoneToken.class)
                    .readerFor(KeystoneToken.class)
                    .readValue(new String(tokenJson, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notAToken) {
            return false;
        }
        if (token == null) {
            return false;
        }
        try {
            Catalog catalog = new Catalog(token, "public", Optional.empty());
            for (String type : List.of("compute", "network", "image", "identity")) {
                HttpRequest.newBuilder(URI.create(catalog.endpoint(type) + "/x"));
                HttpRequest.newBuilder(URI.create(catalog.endpoint(type, "v2") + "/x"));
            }
            return true;
        } catch (Catalog.BadCatalog refused) {
            return false;
        }
    }
}
