package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;

/** What is left alone after failures, with names in the place of ids where the cloud shows them. */
final class BreakerView {

    private BreakerView() {}

    /** @param words the last words of the failure too, which may name users' images and workers */
    static ObjectNode json(Breaker breaker, PoolSnapshot seen, Instant now, boolean words) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("cloud", breaker.scope().cloud());
        json.put("kind", breaker.kind().label()).put("kindWords", breaker.kind().words());
        flavor(breaker, seen).ifPresent(name -> json.put("flavor", name));
        if (words) {
            image(breaker, seen).ifPresent(name -> json.put("image", name));
            json.put("words", TurnJson.bounded(breaker.words()));
        }
        json.put("state", breaker.holdsAt(now) ? "open" : "half-open");
        json.put("failures", breaker.failures());
        json.put("since", breaker.since().toString());
        return json.put("until", breaker.until().toString());
    }

    private static Optional<String> flavor(Breaker breaker, PoolSnapshot seen) {
        Optional<String> id = switch (breaker.scope()) {
            case Breaker.Scope.OfCloud c -> Optional.empty();
            case Breaker.Scope.OfFlavor(String cloud, String flavorId) -> Optional.of(flavorId);
            case Breaker.Scope.OfCombination(Combination what) -> Optional.of(what.flavorId());
        };
        return id.map(flavorId -> cloud(breaker, seen)
                .flatMap(cloud -> cloud.flavors().stream())
                .filter(flavor -> flavor.id().equals(flavorId))
                .map(Flavor::name)
                .findFirst()
                .orElse(flavorId));
    }

    private static Optional<String> image(Breaker breaker, PoolSnapshot seen) {
        return switch (breaker.scope()) {
            case Breaker.Scope.OfCloud c -> Optional.empty();
            case Breaker.Scope.OfFlavor f -> Optional.empty();
            case Breaker.Scope.OfCombination(Combination what) ->
                Optional.of(cloud(breaker, seen)
                        .flatMap(cloud -> cloud.images().stream())
                        .filter(image -> image.id().equals(what.imageId()))
                        .map(Image::name)
                        .findFirst()
                        .orElse(what.imageId()));
        };
    }

    private static Stream<CloudView> cloud(Breaker breaker, PoolSnapshot seen) {
        return seen.clouds().stream()
                .filter(cloud -> cloud.name().equals(breaker.scope().cloud()));
    }
}
