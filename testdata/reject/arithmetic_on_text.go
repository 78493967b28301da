package reject

// Text has no arithmetic.
var _ = Users.Name.Add("x") /* ERROR `Users.Name.Add undefined \(type col.String has no field or method Add\)` */
