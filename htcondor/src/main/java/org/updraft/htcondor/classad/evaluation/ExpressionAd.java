package org.updraft.htcondor.classad.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.classad.expression.Constant;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.classad.expression.Node;

/** An ad whose attributes can be evaluated. Names are the same in any case. */
public record ExpressionAd(SortedMap<String, Expression> attributes) {

    public ExpressionAd {
        SortedMap<String, Expression> copy = new TreeMap<>(Node.AdLiteral.ORDER);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableSortedMap(copy);
    }

    public static ExpressionAd of(Map<String, Expression> attributes) {
        SortedMap<String, Expression> sorted = new TreeMap<>(Node.AdLiteral.ORDER);
        sorted.putAll(attributes);
        return new ExpressionAd(sorted);
    }

    /** As the tools printed it in JSON. Lists and ads within are left out, since their content is not kept. */
    public static ExpressionAd of(Ad ad) {
        Map<String, Expression> attributes = new LinkedHashMap<>();
        ad.attributes().forEach((name, value) -> expression(value).ifPresent(e -> attributes.put(name, e)));
        return of(attributes);
    }

    private static Optional<Expression> expression(AdValue value) {
        return switch (value) {
            case AdValue.Text text -> literal(new Constant.Text(text.text()));
            case AdValue.Whole whole -> literal(new Constant.Whole(whole.number()));
            case AdValue.Real real -> literal(new Constant.Real(real.number()));
            case AdValue.Truth truth -> literal(new Constant.Truth(truth.value()));
            case AdValue.Undefined u -> literal(new Constant.Undefined());
            case AdValue.Nested n -> Optional.empty();
            case AdValue.Expression expression -> parsed(expression.source());
        };
    }

    private static Optional<Expression> parsed(String source) {
        try {
            return Optional.of(Expression.parse(source, Dialect.NEW));
        } catch (ExpressionError e) {
            // cut off because of its length, or nested deeper than we go
            return literal(new Constant.Failure());
        }
    }

    private static Optional<Expression> literal(Constant constant) {
        return Optional.of(new Expression("", new Node.Literal(constant, Node.NOWHERE)));
    }

    public Optional<Expression> get(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    LiveAd live() {
        SortedMap<String, Node> nodes = new TreeMap<>(Node.AdLiteral.ORDER);
        attributes.forEach((name, expression) -> nodes.put(name, expression.root()));
        return LiveAd.outermost(nodes);
    }
}
