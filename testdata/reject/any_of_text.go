package reject

// Any takes conditions.
var _ = Users.Addresses.Any("email IS NULL") /* ERROR "" */
