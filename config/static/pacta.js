// What the pages do beyond plain links and forms. Nothing here is needed: without it every form and link still works.
"use strict";
