package org.updraft.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feeds one target with broken input, and counts what comes of it. */
final class Campaign implements Runnable {

    /** Of crashes at one place, which a thousand inputs may find, one is enough. */
    private static final int CRASHES_KEPT = 20;

    private static final int DEPTH_OF_A_PLACE = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final long inputs;
    private final Mutator mutator;
    private final Map<String, Crash> crashes = new LinkedHashMap<>();
    private long done;
    private long taken;
    private long crashed;
    private long slowestNanos;
    private long mostBytes;
    private volatile byte @Nullable [] current;
    private volatile long since;

    Campaign(Target target, long inputs, long seed) {
        this.target = target;
        this.inputs = inputs;
        this.mutator = new Mutator(target.samples(), seed);
    }

    /** The first input that crashed at a place. */
    @SuppressWarnings("ArrayRecordComponent") // written to a file, never compared
    record Crash(byte[] input, Throwable thrown) {}

    /** Every sample as it is, and then what is made of them. */
    @Override
    public void run() {
        for (byte[] sample : target.samples()) {
            feed(sample);
        }
        while (done < inputs) {
            byte[] input = mutator.next();
            if (feed(input)) {
                mutator.keep(input);
            }
        }
        current = null;
    }

    private boolean feed(byte[] input) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        since = System.nanoTime();
        current = input;
        boolean took = false;
        try {
            took = target.reader().takes(input);
        } catch (Throwable crash) {
            crashed++;
            if (crashes.size() < CRASHES_KEPT) {
                crashes.putIfAbsent(place(crash), new Crash(input, crash));
            }
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - since);
        mostBytes = Math.max(mostBytes, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore);
        done++;
        taken += took ? 1 : 0;
        return took;
    }

    private static String place(Throwable crash) {
        StringBuilder place = new StringBuilder(crash.getClass().getName());
        StackTraceElement[] trace = crash.getStackTrace();
        for (int i = 0; i < Math.min(DEPTH_OF_A_PLACE, trace.length); i++) {
            place.append(' ').append(trace[i]);
        }
        return place.toString();
    }

    String name() {
        return target.name();
    }

    /** The input that is being read, and for how many seconds; null between two. */
    @Nullable
    Long secondsOnOne() {
        return current == null ? null : (System.nanoTime() - since) / 1_000_000_000;
    }

    byte @Nullable [] current() {
        return current;
    }

    List<Crash> crashes() {
        return new ArrayList<>(crashes.values());
    }

    long done() {
        return done;
    }

    long taken() {
        return taken;
    }

    long refused() {
        return done - taken - crashed;
    }

    long crashed() {
        return crashed;
    }

    long slowestMillis() {
        return slowestNanos / 1_000_000;
    }

    /** Allocated for one input, garbage included. */
    long mostMiB() {
        return mostBytes >> 20;
    }
}
