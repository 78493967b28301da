package reject

// And joins conditions, not text.
var _ = Users.Name.Eq("ed").And("age > 5") /* ERROR `cannot use "age > 5".* as expr.Predicate value in argument to Users.Name.Eq\("ed"\).And: string does not implement expr.Predicate` */
