package org.updraft.htcondor.vmjob;

import java.util.Optional;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * What a VM attribute may be that counts something. Old job files put numbers in quotes, so {@code "1024"} is 1024.
 *
 * @param what for the message, such as {@code minutes}
 */
record WholeNumber(String attribute, long least, long most, String what) {

    /** Empty if the job does not say, or says nothing that can be taken for such a number. */
    Optional<Long> read(Ad job, Faults faults) {
        Optional<AdValue> value = job.value(attribute);
        if (value.isEmpty() || job.text(attribute).filter(String::isEmpty).isPresent()) {
            return Optional.empty();
        }
        String words = value.get() instanceof AdValue.Text || value.get() instanceof AdValue.Whole
                ? value.get().words().strip()
                : "";
        Optional<Long> number = words.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(words)) : Optional.empty();
        if (number.filter(n -> n >= least && n <= most).isEmpty()) {
            faults.add(
                    attribute,
                    value.get().words(),
                    "write a whole number of %s, %d to %d, without a unit".formatted(what, least, most));
            return Optional.empty();
        }
        return number;
    }
}
