package org.updraft.htcondor.classad.evaluation;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.expression.Node;

/** An ad in its place: what is around it, and for an outermost one which ad it is matched with. */
public final class LiveAd {

    private final SortedMap<String, Node> attributes;
    private final @Nullable LiveAd around;
    private @Nullable LiveAd other;

    /** An attribute's expression and the ad to evaluate it in. */
    record Found(Node expression, LiveAd in) {}

    private LiveAd(SortedMap<String, Node> attributes, @Nullable LiveAd around) {
        this.attributes = attributes;
        this.around = around;
    }

    static LiveAd outermost(SortedMap<String, Node> attributes) {
        return new LiveAd(attributes, null);
    }

    static void match(LiveAd one, LiveAd other) {
        one.other = other;
        other.other = one;
    }

    LiveAd nested(SortedMap<String, Node> inner) {
        return new LiveAd(inner, this);
    }

    SortedMap<String, Node> attributes() {
        return attributes;
    }

    @Nullable
    LiveAd around() {
        return around;
    }

    @Nullable
    LiveAd other() {
        return other;
    }

    LiveAd outermost() {
        LiveAd ad = this;
        while (ad.around != null) {
            ad = ad.around;
        }
        return ad;
    }

    /** In this ad and those around it. */
    @Nullable
    Found find(String name) {
        for (LiveAd ad = this; ad != null; ad = ad.around) {
            Node expression = ad.attributes.get(name);
            if (expression != null) {
                return new Found(expression, ad);
            }
        }
        return null;
    }

    /** As {@link #find}; if this is an outermost ad, then in the ad that it is matched with, too. */
    @Nullable
    Found findAnywhere(String name) {
        Found found = find(name);
        return found != null || around != null || other == null ? found : other.find(name);
    }
}
