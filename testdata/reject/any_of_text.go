package reject

// Any takes conditions.
var _ = Users.Addresses.Any("email IS NULL") /* ERROR `cannot use "email IS NULL".* as expr.Predicate value in argument to Users.Addresses.Any: string does not implement expr.Predicate` */
