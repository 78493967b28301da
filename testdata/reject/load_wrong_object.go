package reject

// A relationship is loaded for its own parents.
var _ = Users.Addresses.Load(ctx, session, &Address{}) /* ERROR `cannot use &Address\{\}.* as \*User value in argument to Users.Addresses.Load` */
