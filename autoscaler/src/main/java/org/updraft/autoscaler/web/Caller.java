package org.updraft.autoscaler.web;

/**
 * Who asks.
 *
 * @param user the login name on the socket; a word for the role on TCP, where nobody has a name
 * @param known the kernel says so: {@code user} is the name of a user of this host
 */
record Caller(Role role, String user, boolean known) {

    enum Role {
        /** Root, the service's own user, and who has read the token. */
        ADMIN,
        /** A member of the group {@code updraft}. */
        OPERATOR,
        /** Any other user of this host, known by name. */
        USER,
        /** Anybody on loopback where nothing is secret: the demo. */
        READER,
        /** Anybody on loopback. */
        PASSER_BY
    }

    /** How much of what belongs to somebody is shown. */
    enum Insight {
        FULL,
        /** All but who owns it and what it is for. */
        MASKED,
        /** As one of many, in a sum. */
        COUNTED
    }

    boolean mayAct() {
        return switch (role) {
            case ADMIN, OPERATOR -> true;
            case USER, READER, PASSER_BY -> false;
        };
    }

    boolean seesEverything() {
        return switch (role) {
            case ADMIN, OPERATOR, READER -> true;
            case USER, PASSER_BY -> false;
        };
    }

    Insight insightInto(String owner) {
        return switch (role) {
            case ADMIN, OPERATOR, READER -> Insight.FULL;
            case USER -> user.equals(owner) ? Insight.FULL : Insight.COUNTED;
            case PASSER_BY -> Insight.MASKED;
        };
    }
}
