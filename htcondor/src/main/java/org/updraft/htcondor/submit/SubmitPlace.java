package org.updraft.htcondor.submit;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a submit file may refer to outside of itself. Paths are as written: those that are relative mean the folder of submission. */
public interface SubmitPlace {

    /** Answers nothing and reads nothing; for files that stand for themselves. */
    SubmitPlace NOWHERE = new SubmitPlace() {
        @Override
        public byte[] read(String path, int most) throws IOException {
            throw new IOException("no file is read here");
        }

        @Override
        public List<String> matching(String pattern, boolean files, boolean folders, int most) {
            return List.of();
        }

        @Override
        public @Nullable String environment(String name) {
            return null;
        }

        @Override
        public @Nullable String configured(String name) {
            return null;
        }

        @Override
        public byte @Nullable [] run(String command, int most) {
            return null;
        }

        @Override
        public String folder() {
            return "/";
        }
    };

    /** @param most bytes to read; one more shows that there are more */
    byte[] read(String path, int most) throws IOException;

    /** Paths that a shell's pattern matches, sorted; folders with a / at their end. */
    List<String> matching(String pattern, boolean files, boolean folders, int most) throws IOException;

    /** Null if it is not set. */
    @Nullable
    String environment(String name);

    /** What HTCondor's configuration or condor_submit itself defines, such as ARCH; null if nothing does. */
    @Nullable
    String configured(String name);

    /** What a command prints; null if none is run here. */
    byte @Nullable [] run(String command, int most) throws IOException;

    /** The folder of submission, absolute. */
    String folder();
}
