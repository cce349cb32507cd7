package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Net.Rule;
import org.updraft.openstack.embedded.model.Net.SecurityGroup;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.SecurityGroups;

/** Security groups and their rules. */
final class NeutronSecurityGroupsApi {
    private final SecurityGroups groups;

    private NeutronSecurityGroupsApi(CloudModel cloud) {
        this.groups = cloud.networking().securityGroups();
    }

    static void routes(Router router, CloudModel cloud) {
        NeutronSecurityGroupsApi api = new NeutronSecurityGroupsApi(cloud);
        router.add("GET", "/v2.0/security-groups", "security_groups.list", api::list);
        router.add("POST", "/v2.0/security-groups", "security_groups.create", api::create);
        router.add("GET", "/v2.0/security-groups/{id}", "security_groups.show", api::show);
        router.add("DELETE", "/v2.0/security-groups/{id}", "security_groups.delete", api::delete);
        router.add("POST", "/v2.0/security-group-rules", "security_groups.update", api::addRule);
    }

    private ApiReply list(ApiRequest request) {
        List<ObjectNode> bodies =
                groups.of(request.projectId()).stream().map(NeutronBody::of).toList();
        return NeutronListing.of(request, "security_groups", bodies);
    }

    private ApiReply show(ApiRequest request) {
        return ApiReply.ok(Json.wrap("security_group", NeutronBody.of(find(request, request.param("id")))));
    }

    private ApiReply create(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "security_group");
        SecurityGroup group = groups.create(
                request.projectId(),
                NeutronListing.required(draft, "name"),
                Words.text(draft, "description").orElse(""));
        return ApiReply.json(201, Json.wrap("security_group", NeutronBody.of(group)));
    }

    private ApiReply delete(ApiRequest request) {
        groups.delete(find(request, request.param("id")).id());
        return ApiReply.empty(204).ofType("");
    }

    private ApiReply addRule(ApiRequest request) {
        ObjectNode draft = NeutronListing.body(request, "security_group_rule");
        SecurityGroup group = find(request, NeutronListing.required(draft, "security_group_id"));
        Rule rule = groups.addRule(
                group.id(),
                new Rule(
                        "",
                        NeutronListing.required(draft, "direction"),
                        Words.text(draft, "ethertype").orElse("IPv4"),
                        Words.text(draft, "protocol"),
                        Words.number(draft, "port_range_min"),
                        Words.number(draft, "port_range_max"),
                        Words.text(draft, "remote_ip_prefix"),
                        Optional.empty()));
        return ApiReply.json(201, Json.wrap("security_group_rule", NeutronBody.of(group, rule)));
    }

    private SecurityGroup find(ApiRequest request, String id) {
        return groups.of(request.projectId()).stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal.NotFound("SecurityGroupNotFound", "Security group " + id + " does not exist"));
    }
}
