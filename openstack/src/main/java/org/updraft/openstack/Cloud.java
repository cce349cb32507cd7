package org.updraft.openstack;

import java.util.List;
import java.util.Optional;

/**
 * One project on one OpenStack cloud. Every call tries once, with a deadline, and either returns the whole answer or throws:
 * an empty list means the cloud said "none", never "I could not see". Nothing is retried here, but for one replay of a
 * request after a 401 (a fresh token). Implementations are safe for use by several threads.
 */
public interface Cloud {

    /** The name this cloud has in updraft.yaml. */
    String name();

    /** Who we are there; authenticates if there is no valid token yet. */
    Binding binding() throws CloudException;

    /**
     * Every server of the project, foreign ones included, from a complete paged listing. It may leave out the fault of a
     * server that found no host; {@link #server} has it.
     */
    List<Server> servers() throws CloudException;

    /** One server by its uuid; empty only if the cloud answered 404 for it under the same binding. */
    Optional<Server> server(String serverId) throws CloudException;

    List<Flavor> flavors() throws CloudException;

    /** Active images the project may boot: own, public, community it owns, and accepted shared ones. */
    List<Image> images() throws CloudException;

    /**
     * Accepts an image that its owner shared with this project, so that {@link #images} has it. One that is accepted stays so.
     *
     * @throws CloudException.Gone if it is not shared with this project
     */
    void acceptImage(String imageId) throws CloudException;

    List<Network> networks() throws CloudException;

    /** The project's own security groups, by name. */
    List<SecurityGroup> securityGroups() throws CloudException;

    /** Names of key pairs of the user. */
    List<String> keyNames() throws CloudException;

    /** Names of availability zones that are up. */
    List<String> zones() throws CloudException;

    /** Limits and use of the project, foreign servers included. */
    Quota quota() throws CloudException;

    /**
     * Asks for one server by exactly one request and returns its uuid as soon as the cloud has accepted it; it is usually
     * still building, and the cloud's answer says nothing more than the uuid.
     *
     * @throws CloudException.Unreachable with {@code mayHaveTakenEffect} if the reply was lost: look before asking again
     */
    String boot(BootRequest request) throws CloudException;

    /**
     * Gives a server that has a port a floating IP, and returns the address. Asked again, it returns the one the server
     * already has from us, so a lost reply costs nothing.
     *
     * @param network name or id of an external network
     * @param owner stands in the address's mark: whose it is
     * @throws CloudException.WrongState if the server has no port yet: ask again when it is ACTIVE
     */
    String attachFloatingIp(String serverId, String network, String owner) throws CloudException;

    /**
     * Deletes a server and the floating IP that {@link #attachFloatingIp} made for it. One that is already gone is
     * success. Returns when the cloud has accepted; gone is only what {@link #server} answers with empty.
     */
    void delete(String serverId) throws CloudException;

    /** After {@link #server} said gone: removes ports and floating IPs that were made for it. Returns how many. */
    int collectLeftovers(String serverId) throws CloudException;

    /**
     * Everything that a server may leave behind, from complete listings: ports as Nova makes them, of servers that live and
     * of servers that are gone, and floating IPs that bear a mark. What somebody else made or named is not among them.
     */
    List<Belonging> belongings() throws CloudException;

    /**
     * Removes what a server left behind, after a second look: the server is gone, and the thing is what it was and in no use.
     * One that is already gone is success.
     *
     * @throws CloudException.WrongState if the server is there, or the thing is another's by now, or in use
     */
    void collect(Belonging leftover) throws CloudException;

    /** @throws CloudException.WrongState if the server cannot be paused as it is (building, in error) */
    void pause(String serverId) throws CloudException;

    void unpause(String serverId) throws CloudException;

    /** Takes the server off its networks without touching it: all its ports get admin_state_up=false. Returns how many ports. */
    int isolate(String serverId) throws CloudException;

    /** Undoes {@link #isolate}. */
    int reconnect(String serverId) throws CloudException;

    /** The last lines of the server's console; empty text if it has none yet. What runs on the server wrote it: not to be trusted. */
    String consoleTail(String serverId, int lines) throws CloudException;

    /** What was last asked of the server by whomever, and whether that failed; the newest first, at most {@code most}. */
    List<InstanceAction> instanceActions(String serverId, int most) throws CloudException;
}
