package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.evaluation.LiveAd.Found;
import org.updraft.htcondor.classad.expression.BinaryOperator;
import org.updraft.htcondor.classad.expression.Node;

/** Walks the tree of an expression. What one evaluates shares a {@link Budget}. */
final class Evaluator {

    private final Surroundings surroundings;
    private final Budget budget = new Budget();

    Evaluator(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Budget budget() {
        return budget;
    }

    /** As {@link #value}; what can not be evaluated, or only by too much work, is an error. */
    Value attempt(Node node, LiveAd within) {
        try {
            return value(node, within);
        } catch (Abandoned e) {
            budget.surface();
            return Value.error(e.why());
        }
    }

    /** @param within the ad whose attributes the expression sees first */
    Value value(Node node, LiveAd within) {
        budget.step();
        if (node instanceof Node.Literal literal) {
            return Literals.value(literal.constant());
        }
        budget.enter();
        Value value = switch (node) {
            case Node.Literal literal -> Literals.value(literal.constant());
            case Node.Parentheses parentheses -> value(parentheses.inner(), within);
            case Node.Attribute attribute -> attribute(attribute, within);
            case Node.Select select -> selections(select, within);
            case Node.Index index -> selections(index, within);
            case Node.Unary unary -> Arithmetic.unary(unary.operator(), value(unary.operand(), within));
            case Node.Binary binary -> chain(binary, within);
            case Node.Conditional conditional -> conditional(conditional, within);
            case Node.Otherwise otherwise -> {
                Value first = value(otherwise.value(), within);
                // evaluated in any case, as HTCondor does: what needs itself there fails all
                Value second = value(otherwise.otherwise(), within);
                yield first instanceof Value.Undefined ? second : first;
            }
            case Node.Call call -> Functions.call(new Call(call, within, this));
            case Node.ListLiteral list -> new Value.Items(list.items(), within);
            case Node.AdLiteral ad -> new Value.Nested(within.nested(ad.attributes()));
        };
        budget.leave();
        return value;
    }

    private Value conditional(Node.Conditional conditional, LiveAd within) {
        Value condition = value(conditional.condition(), within);
        Optional<Boolean> truth = Logic.truth(condition);
        return truth.isEmpty()
                ? Logic.neither(condition)
                : value(truth.get() ? conditional.yes() : conditional.no(), within);
    }

    /** From the left on, in a loop: there may be thousands. */
    private Value chain(Node.Binary last, LiveAd within) {
        Deque<Node.Binary> links = new ArrayDeque<>();
        Node node = last;
        while (node instanceof Node.Binary binary) {
            links.push(binary);
            node = binary.left();
        }
        Value value = value(node, within);
        for (Node.Binary link : links) {
            budget.step();
            value = binary(link.operator(), value, link.right(), within);
        }
        return value;
    }

    private Value binary(BinaryOperator operator, Value left, Node rightNode, LiveAd within) {
        return switch (operator) {
            case AND, OR -> {
                boolean deciding = operator == BinaryOperator.OR;
                Optional<Boolean> truth = Logic.truth(left);
                if (truth.isEmpty() && !(left instanceof Value.Undefined)) {
                    yield Logic.neither(left);
                }
                yield truth.isPresent() && truth.get() == deciding
                        ? Value.of(deciding)
                        : Logic.combine(left, value(rightNode, within), deciding);
            }
            case IS -> Comparing.identical(left, value(rightNode, within));
            case IS_NOT -> Logic.not(Comparing.identical(left, value(rightNode, within)));
            default -> strict(operator, left, value(rightNode, within));
        };
    }

    /** For all operators but {@code && || =?= =!=}: an error on either side makes an error, then undefined makes undefined. */
    static Value strict(BinaryOperator operator, Value left, Value right) {
        if (left instanceof Value.Failure) {
            return left;
        }
        if (right instanceof Value.Failure) {
            return right;
        }
        if (left instanceof Value.Undefined || right instanceof Value.Undefined) {
            return Values.UNDEFINED;
        }
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, AT_LEAST, MORE -> Comparing.compare(operator, left, right);
            default -> Arithmetic.binary(operator, left, right);
        };
    }

    private Value attribute(Node.Attribute attribute, LiveAd within) {
        return switch (attribute.scope()) {
            case NEAREST -> named(attribute.name(), within.findAnywhere(attribute.name()), within);
            case MY, TARGET, PARENT -> {
                Value ad = named(attribute.written(), within.find(attribute.written()), within);
                yield select(ad, attribute.name());
            }
            case OUTERMOST -> {
                LiveAd outermost = within.outermost();
                // matched ads are both within a third one, which has no such attributes
                yield outermost.other() == null
                        ? named(attribute.name(), outermost.find(attribute.name()), outermost)
                        : Values.UNDEFINED;
            }
        };
    }

    /** What was found under a name, or what the name means where no attribute has it. */
    private Value named(String name, @Nullable Found found, LiveAd within) {
        if (found != null) {
            return value(found.expression(), found.in());
        }
        LiveAd ad = switch (TextOrder.lower(name)) {
            case "my", "self" -> within;
            case "target", "other" -> within.outermost().other();
            case "parent" -> within.around();
            case "toplevel", "root" -> within.outermost().other() == null ? within.outermost() : null;
            default -> null;
        };
        if (ad != null) {
            return new Value.Nested(ad);
        }
        return name.equalsIgnoreCase("CurrentTime") ? Value.of(surroundings.now()) : Values.UNDEFINED;
    }

    /** From the left on, in a loop: there may be thousands. */
    private Value selections(Node last, LiveAd within) {
        Deque<Node> links = new ArrayDeque<>();
        Node node = last;
        while (node instanceof Node.Select || node instanceof Node.Index) {
            links.push(node);
            node = node instanceof Node.Select select ? select.of() : ((Node.Index) node).of();
        }
        Value value = value(node, within);
        for (Node link : links) {
            budget.step();
            value = link instanceof Node.Index index
                    ? item(value, value(index.index(), within))
                    : select(value, ((Node.Select) link).name());
        }
        return value;
    }

    private Value select(Value of, String name) {
        if (of instanceof Value.Nested nested) {
            return named(name, nested.ad().find(name), nested.ad());
        }
        if (of instanceof Value.Items list) {
            budget.charge(list.items().size());
            return new Value.Items(
                    list.items().stream()
                            .<Node>map(item -> new Node.Select(item, name, item.span()))
                            .toList(),
                    list.within());
        }
        return of instanceof Value.Undefined || of instanceof Value.Failure
                ? of
                : Value.error(Values.words(of) + " has no attributes");
    }

    private Value item(Value of, Value index) {
        if (of instanceof Value.Failure) {
            return of;
        }
        if (index instanceof Value.Failure) {
            return index;
        }
        if (of instanceof Value.Undefined || index instanceof Value.Undefined) {
            return Values.UNDEFINED;
        }
        if (of instanceof Value.Items list && index instanceof Value.Whole at) {
            return at.number() >= 0 && at.number() < list.items().size()
                    ? value(list.items().get((int) at.number()), list.within())
                    : Value.error("a list of " + list.items().size() + " has no item " + at.number());
        }
        if (of instanceof Value.Nested nested && index instanceof Value.Text name) {
            Node expression = nested.ad().attributes().get(name.text());
            return expression == null ? Values.UNDEFINED : value(expression, nested.ad());
        }
        return Value.error(Values.words(of) + " has no item " + Values.words(index));
    }
}
