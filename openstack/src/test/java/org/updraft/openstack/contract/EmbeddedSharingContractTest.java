package org.updraft.openstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.embedded.model.Images;
import org.updraft.openstack.embedded.model.StoredImage;

class EmbeddedSharingContractTest extends SharingContract {

    private EmbeddedSite site;

    @Override
    Site site() throws IOException {
        site = EmbeddedSite.open();
        return site;
    }

    @Override
    String privateImage(OpenStackCloud owner) throws CloudException {
        String project = owner.binding().projectId();
        return site.cloud.with(model -> {
            String id = model.images()
                    .add(project, Images.Draft.named("mine", StoredImage.Visibility.PRIVATE))
                    .id();
            model.images().upload(id, new StoredImage.Content(1 << 20, "0", "0"));
            return id;
        });
    }

    /** The way without HTTP, which the simulated world takes. */
    @Test
    void theDirectWayAcceptsAsTheOtherDoes() throws Exception {
        Site opened = site();
        OpenStackCloud owner = OpenStackCloud.connect("ours", opened.user(), InstantSource.system());
        String image = privateImage(owner);
        Cloud direct = site.cloud.direct(
                "direct",
                site.cloud.with(
                        model -> model.identity().user("user-b", "Default").orElseThrow()),
                site.cloud.with(
                        model -> model.identity().project("proj-b", "Default").orElseThrow()));
        assertThatThrownBy(() -> direct.acceptImage(image)).isInstanceOf(CloudException.Gone.class);
        owner.sharing().makeShared(image);
        owner.sharing().addMember(image, direct.binding().projectId());

        direct.acceptImage(image);

        assertThat(direct.images()).anyMatch(seen -> seen.id().equals(image));
    }

    @AfterEach
    void close() throws IOException {
        site.cloud.close();
    }
}
