/**
 * Where credentials come from: clouds.yaml with secure.yaml, an openrc file, or OS_ variables, in the forms that OpenStack's
 * own client reads. Makes no connection. Start reading at {@code CloudsYaml}; every source ends in {@code Settings}.
 */
@NullMarked
package org.updraft.openstack.credentials;

import org.jspecify.annotations.NullMarked;
