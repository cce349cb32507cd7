package org.updraft.htcondor.classad.evaluation;

import java.util.List;

/** Functions that look users up. */
final class UserFunctions {

    private UserFunctions() {}

    static Value userHome(Call call) {
        if (call.count() != 1 && call.count() != 2) {
            return call.wrongCount();
        }
        Value name = call.value(0);
        Value otherwise = call.count() == 2 && call.value(1) instanceof Value.Text text ? text : Values.UNDEFINED;
        if (name instanceof Value.Undefined) {
            return otherwise;
        }
        return name instanceof Value.Text user
                ? call.surroundings().homes().apply(user.text()).map(Value::of).orElse(otherwise)
                : call.wrong(name);
    }

    /** As where the administrator has defined no maps. */
    static Value userMap(Call call) {
        if (call.count() < 2 || call.count() > 4) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        for (Value value : values.subList(0, 2)) {
            if (value instanceof Value.Failure) {
                return value;
            }
        }
        return values.size() == 4 ? values.get(3) : Values.UNDEFINED;
    }
}
