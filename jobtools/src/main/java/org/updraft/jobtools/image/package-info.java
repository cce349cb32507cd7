/** Images and flavors as users name them, on the site's clouds with the users' own credentials: looked up, shared, accepted. */
@NullMarked
package org.updraft.jobtools.image;

import org.jspecify.annotations.NullMarked;
