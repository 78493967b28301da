package reject

// Has is asked of a reference, Any of a collection.
var _ = Users.Addresses.Has() /* ERROR "" */
