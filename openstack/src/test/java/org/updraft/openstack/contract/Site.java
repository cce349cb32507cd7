package org.updraft.openstack.contract;

import java.time.InstantSource;
import org.updraft.openstack.Credentials;

/** An OpenStack to run the contract on: two projects with a user each, and a way to let its time pass. */
public interface Site extends AutoCloseable {
    /** A user with a password in the first project; may create application credentials. */
    Credentials user();

    /** A user of the second project. */
    Credentials userOfOtherProject();

    InstantSource clock();

    /** Lets a moment pass, long enough for something to have moved after a few dozen of them. */
    void letTimePass();

    @Override
    void close();
}
