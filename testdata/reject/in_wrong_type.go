package reject

// A list of strings does not contain an integer.
var _ = Users.ID.In("1", "2") /* ERROR "" */
