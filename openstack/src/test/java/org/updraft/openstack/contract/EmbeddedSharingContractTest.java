package org.updraft.openstack.contract;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
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

    @AfterEach
    void close() throws IOException {
        site.cloud.close();
    }
}
