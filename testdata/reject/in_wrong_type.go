package reject

// A list of strings does not contain an integer.
var _ = Users.ID.In("1") /* ERROR `cannot use "1".* as int64 value in argument to Users.ID.In` */
