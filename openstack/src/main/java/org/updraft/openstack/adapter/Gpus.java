package org.updraft.openstack.adapter;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many GPUs a flavor's extra specs promise: {@code resources:VGPU=2} (or PGPU, or a custom class with GPU in its name, in
 * any numbered group), and {@code pci_passthrough:alias=a100:2,t4:1}. An alias can stand for another device; sites that pass
 * network cards through this way are not told apart.
 */
final class Gpus {
    private static final Pattern RESOURCE = Pattern.compile("resources\\w*:(VGPU|PGPU|CUSTOM_\\w*GPU\\w*)");
    private static final Pattern ALIAS = Pattern.compile("[^:,]+:(\\d{1,4})");

    private Gpus() {}

    static int of(Map<String, String> extraSpecs) {
        int gpus = 0;
        for (Map.Entry<String, String> spec : extraSpecs.entrySet()) {
            if (RESOURCE.matcher(spec.getKey()).matches()) {
                gpus += count(spec.getValue());
            }
        }
        Matcher alias = ALIAS.matcher(extraSpecs.getOrDefault("pci_passthrough:alias", ""));
        while (alias.find()) {
            gpus += count(alias.group(1));
        }
        return gpus;
    }

    private static int count(String text) {
        String number = text.strip();
        return number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
    }
}
