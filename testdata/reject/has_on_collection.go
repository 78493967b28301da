package reject

// Has is asked of a reference, Any of a collection.
var _ = Users.Addresses.Has() /* ERROR `Users.Addresses.Has undefined \(type orm.Many\[User, Address\] has no field or method Has\)` */
