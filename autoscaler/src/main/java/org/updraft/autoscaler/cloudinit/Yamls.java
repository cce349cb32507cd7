package org.updraft.autoscaler.cloudinit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** YAML 1.1 as cloud-init reads it. */
final class Yamls {
    private Yamls() {}

    /** @throws YAMLException if the text is not one mapping with text keys, each of them once */
    static Map<String, Object> mapping(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        if (!(loaded(text, options) instanceof Map<?, ?> map)) {
            throw new YAMLException("it is not a mapping (lines of `key: value`)");
        }
        var result = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new YAMLException("the key " + key + " is not text");
            }
            result.put(name, value);
        });
        return result;
    }

    private static Object loaded(String text, LoaderOptions options) {
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw e;
        } catch (RuntimeException e) {
            // a tag that does not fit its value ({@code !!seq x}, {@code !!int x}) breaks the reader where it stands
            throw new YAMLException("it has a tag that does not fit its value, or a value out of bounds: " + e, e);
        }
    }

    /** In ASCII, because cloud-init garbles other characters in parts of a message that are not in base64. */
    static String dump(Map<String, Object> mapping) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(false);
        options.setSplitLines(false);
        options.setWidth(1000);
        return new Yaml(new Representer(options), options).dump(mapping);
    }
}
